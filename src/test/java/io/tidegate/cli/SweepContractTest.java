package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.Measured;
import io.tidegate.experiment.expect.Verdict;
import io.tidegate.experiment.sweep.SweepResults;
import io.tidegate.experiment.sweep.SweepRuns;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.Pooled;
import io.tidegate.measure.Replicates;
import io.tidegate.report.SweepReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sweep} and {@code merge} as a user meets them, on the shipped tiny scenario, shortened. */
class SweepContractTest {
    static final List<String> FILES = List.of(
            "charts/pareto.png",
            "charts/response.png",
            "dictionary.csv",
            "journal.ndjson",
            "results.csv",
            "results.json",
            "summary.md");

    private static final String VARY = "--vary=demand.api.requests=4 M,6 M,8 M";

    @TempDir
    Path folder;

    private Cli sweep(String out, String... options) {
        List<String> args = new ArrayList<>(
                List.of("sweep", Cli.TINY, "--out", folder.resolve(out).toString()));
        args.addAll(Cli.SHORT);
        args.addAll(Arrays.asList(options));
        return Cli.run(args.toArray(String[]::new));
    }

    /** The files of a sweep, without the folder of its pictures. */
    static List<String> files(Path sweep) throws IOException {
        return Cli.tree(sweep).stream().filter(name -> !name.equals("charts")).toList();
    }

    private void assertSame(String one, String other) throws IOException {
        assertThat(files(folder.resolve(one))).isEqualTo(FILES);
        assertThat(files(folder.resolve(other))).isEqualTo(FILES);
        for (String file : FILES) {
            assertThat(folder.resolve(other).resolve(file))
                    .hasSameBinaryContentAs(folder.resolve(one).resolve(file));
        }
    }

    @Test
    void resultsDependNeitherOnThreadsNorOnPartsNorOnHowOftenTheyAreAskedFor() throws Exception {
        Cli one = sweep("one", VARY, "--replications=2", "--threads=1");
        assertThat(one.code()).as(one.err()).isZero();
        assertThat(one.out())
                .startsWith("\nPOINTS\n")
                .endsWith("\nSweep: " + folder.resolve("one").toUri() + "\n");
        assertThat(one.err()).matches("(?s)(\\d+ of 6 runs.*\n)*6 runs in \\d+\\.\\d s\n");
        assertThat(sweep("two", VARY, "--replications=2", "--threads=2").code()).isZero();
        assertSame("one", "two");

        Cli again = sweep("two", VARY, "--replications=2");
        assertThat(again.err()).startsWith("6 of 6 runs are there already\n0 runs in ");
        assertThat(again.out().replace("two", "one")).isEqualTo(one.out());
        assertSame("one", "two");

        Cli part = sweep("part-1", VARY, "--replications=2", "--shard=1/2");
        assertThat(part.outLines())
                .containsExactly("Part 1/2: " + folder.resolve("part-1").toUri());
        assertThat(sweep("part-2", VARY, "--replications=2", "--shard=2/2").code())
                .isZero();
        assertThat(Cli.tree(folder.resolve("part-2"))).containsExactly("journal.ndjson");
        Cli merged = Cli.run(
                "merge",
                folder.resolve("part-2").toString(),
                folder.resolve("part-1").toString(),
                "--out",
                folder.resolve("whole").toString());
        assertThat(merged.code()).as(merged.err()).isZero();
        assertThat(merged.out().replace("whole", "one")).isEqualTo(one.out());
        assertSame("one", "whole");

        Cli missing = Cli.run(
                "merge",
                folder.resolve("part-2").toString(),
                "--out",
                folder.resolve("no").toString());
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).matches("\\d of 6 runs are missing: \\d of part 1/2\n");
        assertThat(folder.resolve("no")).doesNotExist();
        assertThat(Cli.run("merge", folder.resolve("one").toString(), "--out", folder.toString())
                        .err())
                .contains(" is not empty; choose another folder");
    }

    /** Points meet the same people: their paired difference is known better than if they did not. */
    @Test
    void resultsHaveEveryMeasureAndDifferencesArePaired() throws Exception {
        Cli run = sweep("out", "--vary=supply.efficiency=1,1.2", "--replications=5", "--measure=mean(tpot)");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("mean(tpot)").contains("phase=before").doesNotContain("denied");

        Path out = folder.resolve("out");
        SweepResults results = SweepReport.read(out);
        assertThat(results.labels()).containsExactly("{phase=before}", "{phase=after}");
        assertThat(results.points())
                .extracting(SweepResults.Point::values)
                .containsExactly(List.of("1"), List.of("1.2"));
        assertThat(results.points().get(1).numbers()).containsExactly(1.2);
        String tpot = "mean(tpot){phase=before}";
        assertThat(results.points().get(0).measures())
                .hasEntrySatisfying(tpot, value -> assertThat(value.n()).isEqualTo(5));
        SweepRuns runs = SweepRuns.open(out);
        assertThat(SweepResults.of(runs, runs.names(), point -> {})).isEqualTo(results);
        assertThat(SweepResults.of(runs, Set.of(tpot), point -> {})
                        .points()
                        .get(1)
                        .measures())
                .containsOnlyKeys(tpot);
        assertThat(results.points().get(0).measures()).containsOnlyKeys(runs.names());

        List<List<Measured>> points = new ArrayList<>();
        runs.forEach((point, replications) -> points.add(replications));
        String denied = "denied_share{phase=before}";
        List<Replicates> apart = new ArrayList<>();
        List<Replicates> paired = new ArrayList<>();
        for (int r = 0; r < 5; r++) {
            Replicates first = value(points.get(0).get(r), denied);
            paired.add(first.minus(value(points.get(1).get(r), denied)));
            apart.add(first.minus(value(points.get(1).get((r + 1) % 5), denied)));
        }
        assertThat(Pooled.estimate(paired).halfWidth())
                .isLessThan(Pooled.estimate(apart).halfWidth() / 2);

        List<String> rows = Files.readAllLines(out.resolve("results.csv"));
        assertThat(rows).hasSize(1 + 2 * 5);
        assertThat(rows.get(0)).startsWith("point,replication,supply.efficiency,requests,");
        assertThat(rows.get(6)).startsWith("1,0,1.2,");
        List<String> dictionary = Files.readAllLines(out.resolve("dictionary.csv"));
        assertThat(dictionary).hasSize(1 + 4 + runs.names().size());
        assertThat(dictionary).anyMatch(line -> line.startsWith(tpot + ",mean(tpot),s,phase=before,Mean."));
    }

    private static Replicates value(Measured run, String name) {
        return java.util.Objects.requireNonNull(run.values().get(name));
    }

    @Test
    void aScenarioSaysItsSweepItselfAndVariantsRunInsideEachPoint() throws Exception {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, Files.readString(Path.of(Cli.TINY)) + """

            variants:
              - {name: base, label: Base}
              - {name: small, label: Small, set: {supply.pools.home-haiku.replicas: 25}}
            sweep:
              design: sobol
              points: 4
              replications: 1
              vary:
                - {path: supply.efficiency, from: 1, to: 1.5}
                - {path: routing.choices, values: [1, 2]}
            """);
        Path out = folder.resolve("out");
        List<String> args = new ArrayList<>(List.of("sweep", file.toString(), "--out=" + out));
        args.addAll(Cli.SHORT);
        Cli run = Cli.run(args.toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isZero();
        SweepResults results = SweepReport.read(out);
        assertThat(results.labels())
                .containsExactly(
                        "{phase=before,variant=base}",
                        "{phase=before,variant=small}",
                        "{phase=after,variant=base}",
                        "{phase=after,variant=small}");
        assertThat(results.points()).hasSize(4);
        assertThat(results.points().stream()
                        .filter(point -> point.values().get(1).equals("2")))
                .hasSize(2);
        assertThat(results.points().get(3).measures())
                .containsKey("utilisation{model=haiku,phase=after,variant=small}");
    }

    /** Replicas that are a fifth slower: what they meet is held to a value between, and to one that the first straddles. */
    @Test
    void everyPointIsHeldToWhatTheScenarioExpects() throws Exception {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, Files.readString(Path.of(Cli.TINY)) + """

            expect:
              - {name: quick, that: 'p50(ttft){phase=before} < 61.3 ms'}
              - {name: quicker, that: 'p50(ttft){phase=before} < 55 ms', level: warn}
            """);
        List<String> args = new ArrayList<>(List.of("sweep", file.toString(), "--vary=supply.efficiency=1,1.2"));
        args.addAll(Cli.SHORT);
        Cli run = held(args, "out", "--expect=p99(ttft){phase=before,tier=tier-1} < 0.9 * after");
        assertThat(run.code()).as(run.err()).isEqualTo(Main.EXPECTATION_FAILED);
        assertThat(run.outLines().get(0))
                .startsWith("FAIL quick: 1 of 2 points pass, 1 fails; at point 1 (supply.efficiency=1.2) "
                        + "p50(ttft){phase=before} is ")
                .endsWith(", expected < 61.3 ms (mine.yaml:"
                        + (Files.readString(Path.of(Cli.TINY)).lines().count() + 3) + ")");
        assertThat(run.outLines().get(1))
                .startsWith("FAIL quicker (warn): 0 of 2 points pass, 1 fails, 1 is undecided; at point 1 ");
        assertThat(run.outLines().get(2))
                .startsWith("NO DATA --expect: 0 of 2 points pass, 2 have no data; at point 0 ");

        SweepRuns runs = SweepRuns.open(folder.resolve("out"));
        SweepResults results = SweepReport.read(folder.resolve("out"));
        runs.forEach((point, replications) -> {
            Estimate value = Pooled.estimate(replications.stream()
                    .map(each -> value(each, "p50(ttft){phase=before}"))
                    .toList());
            assertThat(results.points().get(point).verdicts().get(0).value()).isEqualTo(value);
            assertThat(value.value() + value.halfWidth() < 0.0613).isEqualTo(point == 0);
            assertThat(value.value() - value.halfWidth() > 0.0613).isEqualTo(point == 1);
        });
        assertThat(results.expectations().get(1))
                .isEqualTo(new SweepResults.Tally("quicker", Verdict.Level.WARN, 0, 1, 1, 0));
        List<String> rows = Files.readAllLines(folder.resolve("out/results.csv"));
        assertThat(rows.get(0))
                .startsWith(
                        "point,replication,supply.efficiency,requests,expect:quick,expect:quicker,expect:--expect,");
        assertThat(rows.get(1)).matches("0,0,1,\\d+,pass,undecided,no_data,.*");
        assertThat(rows.get(2)).matches("1,0,1.2,\\d+,fail,fail,no_data,.*");
        assertThat(Files.readString(folder.resolve("out/dictionary.csv"))).contains("\nexpect:quick,");
        assertThat(Files.readString(folder.resolve("out/summary.md"))).contains("## Expectations");

        // Other conditions do not run anything again; those that only warn, or that parts bring along, decide as they
        // should.
        Cli only = held(args, "out", "--set=expect.quick.level=warn");
        assertThat(only.code()).as(only.err() + only.out()).isZero();
        assertThat(only.err()).contains("2 of 2 runs are there already");
        assertThat(held(args, "part-1", "--shard=1/2").code()).isZero();
        assertThat(held(args, "part-2", "--shard=2/2").code()).isZero();
        Cli merged = Cli.run(
                "merge",
                folder.resolve("part-1").toString(),
                folder.resolve("part-2").toString(),
                "--out=" + folder.resolve("whole"));
        assertThat(merged.code()).isEqualTo(Main.EXPECTATION_FAILED);
        assertThat(merged.outLines().subList(0, 2)).isEqualTo(run.outLines().subList(0, 2));
    }

    private Cli held(List<String> args, String out, String... options) {
        List<String> all = new ArrayList<>(args);
        all.add("--out=" + folder.resolve(out));
        all.addAll(List.of(options));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void aConditionThatIsNoneIsRefusedBeforeAnythingRuns() {
        assertMistake("--expect=p50(tftt) < 1 s", "--expect: ", VARY);
    }

    @Test
    void mistakesAreLocatedBeforeAnythingRuns() throws Exception {
        assertMistake(
                "--vary=demand.plans.pro.usrs=1,2",
                "--vary demand.plans.pro.usrs=1: unknown path 'demand.plans.pro.usrs' — did you mean"
                        + " 'demand.plans.pro.users'?");
        assertMistake(
                "--vary=supply.sites.home.envelope=1 MW,2 GHz",
                "--vary supply.sites.home.envelope=2 GHz: unit 'GHz' is not one of W, kW, MW, GW, found '2 GHz'");
        assertMistake(
                "--vary=run.seed=1,2",
                "--vary run.seed: cannot be varied: points are compared by the same people and draws; --set"
                        + " run.seed=N");
        assertMistake("--vary=run.replications=1,2", "--vary run.replications: cannot be varied: --replications N");
        assertMistake("--vary=run.cells=1,2", "--vary run.cells: cannot be varied: ");
        assertMistake("--vary=run.fleet-cells=1,2", "--vary run.fleet-cells: cannot be varied: ");
        assertMistake("--vary=title=a,b", "--vary title: cannot be varied: no run depends on it");
        assertMistake("--vary=injection-share", "--vary injection-share: need path=value,value,...");
        assertMistake("--vary=injection-share=1 %,,2 %", "a value is missing between two commas");
        assertMistake("--vary=injection-share=range(1 %)", "need range(from, to)");
        assertMistake("--vary=injection-share=range(1 %, 2 %, x)", "need a number of steps, 2 to 100000, found 'x'");
        assertMistake(
                "--vary=injection-share=range(1 %, 2 %)",
                "--vary: in a grid the range of injection-share needs a number of steps");
        assertMistake("--vary=injection-share=[1 %, 2 %", "a bracket or quotation mark is not closed");
        assertMistake(
                "--vary=demand.plans.pro.chat-mix=[0.7, 0.3],[0.7, 0.7]",
                "--vary demand.plans.pro.chat-mix=[0.7, 0.7]: shares must add up to 1, found 1.4");
        assertMistake(
                "--design=sobl",
                "--design must be one of grid, list, random, sobol, latin-hypercube, found 'sobl'",
                VARY);
        assertMistake("--shard=3/2", "--shard 3/2: need a part and how many there are", VARY);
        assertMistake("--replications=0", "--replications must be 1 to 10000, found 0", VARY);
        assertMistake(
                "--vary=demand.api.requests=range(1 M, 2 M, 1000)",
                "more than 1000000 runs, as 1000 points with 1001 replications each",
                "--replications=1001");
        assertMistake("--threads=0", "--threads must be 1 to 1024, found 0", VARY);
        assertMistake(
                "--measure=p50(tftt)",
                "--measure p50(tftt): need what p50 is of, one of queue_wait, ttft, tpot, found 'tftt' — did you mean 'ttft'?,"
                        + " at column 5 of 'p50(tftt)'",
                VARY);
        assertMistake(
                "--measure=p50(ttft){plan=gold}",
                "need a plan, one of free, pro, max-5x, found 'gold', at column 16 of 'p50(ttft){plan=gold}'",
                VARY);
        assertMistake(VARY, "--vary demand.api.requests: is varied twice", VARY);
        assertMistake(
                VARY,
                "--vary demand.api.requests: overlaps with demand.api, which is varied too",
                "--vary=demand.api=1,2");
        Cli nothing = sweep("out");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err())
                .isEqualTo("scenarios/tiny.yaml: nothing to vary: write a section sweep, or name values by --vary"
                        + " path=value,value\n");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private void assertMistake(String option, String message, String... more) {
        List<String> options = new ArrayList<>(Arrays.asList(more));
        options.add(option);
        Cli run = sweep("out", options.toArray(String[]::new));
        assertThat(run.code()).as(option).isEqualTo(2);
        assertThat(run.err()).as(option).contains(message);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void mistakesInAScenariosSweepAreLocatedThere() throws Exception {
        Path file = folder.resolve("mine.yaml");
        String tiny = Files.readString(Path.of(Cli.TINY));
        long line = tiny.lines().count();
        Files.writeString(
                file, tiny + "sweep:\n  vary:\n    - {path: supply.sites.home.envelope, values: [1 MW, 2 GHz]}\n");
        Cli run = Cli.run("sweep", file.toString(), "--out=" + folder.resolve("out"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .matches("\\Q" + file + "\\E:" + (line + 3)
                        + ":\\d+: supply.sites.home.envelope=2 GHz: unit 'GHz' is not one of W, kW, MW, GW,"
                        + " found '2 GHz'\n");
        Files.writeString(file, tiny + "sweep:\n  vary:\n    - {path: run.seed, values: [1, 2]}\n");
        assertThat(Cli.run("sweep", file.toString()).err())
                .startsWith(file + ":" + (line + 3) + ":")
                .contains("run.seed: cannot be varied");
        Files.writeString(
                file, tiny + "sweep:\n  design: sobol\n  vary:\n    - {path: supply.efficiency, from: 1, to: 2}\n");
        assertThat(Cli.run("sweep", file.toString()).err())
                .startsWith(file + ":" + (line + 2) + ":")
                .contains("this design needs a number of points");
    }

    @Test
    void aValueThatAnEventSetsAgainIsWarnedOf() {
        Cli run = sweep("out", "--vary=limits.plans.pro.window=1 M credits,2 M credits", "--set=run.cells=1");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("warning: --vary limits.plans.pro.window: event 'limits-raised' sets limits.plans.pro.window"
                        + " again, and there holds\n");
    }

    /** A signal while the result files are written: Java is ending then, and what is drawn fails. */
    @Test
    void anInterruptionWhileResultsAreWrittenKeepsAllRuns() throws Exception {
        Path out = folder.resolve("out");
        assertThat(sweep("out", VARY).code()).isZero();
        Files.delete(out.resolve("results.csv"));
        Files.createDirectories(out.resolve("results.csv/in-the-way"));
        List<String> args = new ArrayList<>(List.of("sweep", Cli.TINY, "--out", out.toString(), VARY));
        args.addAll(Cli.SHORT);

        for (boolean signal : new boolean[] {true, false}) {
            StringWriter err = new StringWriter();
            int code = Main.run(
                    args.toArray(String[]::new),
                    Map.of(),
                    () -> signal,
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(err));
            String kept = "all 3 runs are kept in " + out + "; the same command writes their results\n";
            assertThat(code).isEqualTo(signal ? Main.INTERRUPTED : Main.FAILED);
            assertThat(err.toString()).contains("\n" + (signal ? "interrupted; " : "") + kept);
            assertThat(err.toString().contains("could not finish")).isEqualTo(!signal);
        }
        Files.delete(out.resolve("results.csv/in-the-way"));
        Files.delete(out.resolve("results.csv"));
        assertThat(sweep("out", VARY).err()).contains("3 of 3 runs are there already\n0 runs in ");
        assertThat(files(out)).isEqualTo(FILES);
    }

    @Test
    void anInterruptionKeepsWhatIsFinished() throws Exception {
        Thread.currentThread().interrupt();
        Cli run = sweep("out", VARY);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(run.code()).isEqualTo(130);
        assertThat(run.err())
                .isEqualTo("interrupted; 0 of 3 runs are kept in " + folder.resolve("out")
                        + "; the same command goes on with the others\n");
        Cli again = sweep("out", VARY);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(files(folder.resolve("out"))).isEqualTo(FILES);
    }
}

package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code solve}, {@code sensitivity} and {@code run --precision} as a user meets them. */
class SolveContractTest {
    private static final String QUEUES = "src/test/resources/io/tidegate/experiment/one-at-a-time.yaml";
    private static final String WAIT = "mean(queue_wait){phase=steady}";
    private static final String LOAD = "--vary=demand.api.requests=1 M..6 M";

    @TempDir
    Path folder;

    private Cli solve(String... options) {
        List<String> args = new ArrayList<>(List.of("solve", QUEUES, "--out=" + folder.resolve("solve")));
        args.addAll(Arrays.asList(options));
        return Cli.run(args.toArray(String[]::new));
    }

    @Test
    void anAnswerIsASentenceATableAndFiles() throws IOException {
        Cli found = solve(LOAD, "--subject-to=" + WAIT + " < 500 ms", "--tolerance=10 %");
        assertThat(found.code()).as(found.err()).isZero();
        assertThat(found.outLines().get(0))
                .matches("The greatest demand\\.api\\.requests with mean\\(queue_wait\\)\\{phase=steady\\} < 500 ms:"
                        + " \\S+ M \\(95 % interval \\S+ M to \\S+ M\\)\\.");
        assertThat(found.out()).contains("VALUES LOOKED AT", "undecided");
        assertThat(found.outLines().get(found.outLines().size() - 1)).startsWith("Report: file://");
        assertThat(found.err()).matches("(?s).*simulated \\d+ requests in [0-9.]+ s, \\d+ measurements\n");
        assertThat(Cli.tree(folder.resolve("solve")))
                .containsExactly("manifest.json", "scenario.resolved.yaml", "solve.csv", "solve.json", "solve.png");
        assertThat(Files.readString(folder.resolve("solve/solve.json")))
                .contains("\"status\" : \"ANSWERED\"", "\"schema_version\" : 1", "\"greatest\" : true");
        assertThat(Files.readString(folder.resolve("solve/solve.csv")))
                .startsWith("path,value,at,cells,replications,verdict,condition,measured,");
    }

    @Test
    void noAnswerWithinTheRangeIsUndecided() throws IOException {
        Cli high = solve(LOAD, "--subject-to=" + WAIT + " < 100 s", "--tolerance=10 %");
        assertThat(high.code()).isEqualTo(Main.UNDECIDED);
        assertThat(high.outLines().get(0))
                .endsWith("It does not bind. The goals are met in the whole range, 1 M to 6 M.");
        assertThat(high.outLines().get(1))
                .matches("At 1 M: mean\\(queue_wait\\)\\{phase=steady} is .* ms, which meets with .* s to spare\\.");
        assertThat(Cli.tree(folder.resolve("solve"))).contains("solve.png");
    }

    /** Nobody is denied in any of four cells: that is said to be measured without an interval, as it is. */
    @Test
    void whatFewCellsAgreeOnIsSaidToHaveNoInterval() {
        Cli few = solve(LOAD, "--subject-to=denied_share{phase=steady} < 50 %", "--set=run.cells=4");
        assertThat(few.code()).isEqualTo(Main.UNDECIDED);
        assertThat(few.outLines().get(1))
                .isEqualTo("At 1 M: denied_share{phase=steady} is 0 %, which meets with 50.0 % to spare, without an"
                        + " interval (n=4): it takes five cells or replications.");
        assertThat(few.out()).contains("Some values are without an interval (n=4)");
    }

    /** The window before the event has no effect after it; the message names the path that has. */
    @Test
    void aValueThatAnEventSetsAgainIsNamed() {
        List<String> args = new ArrayList<>(List.of("solve", Cli.TINY, "--out=" + folder.resolve("flat")));
        args.addAll(Cli.SHORT);
        args.add("--vary=limits.plans.pro.window=1..4 M credits");
        args.add("--subject-to=denied_share{plan=pro,phase=after} < 5 %");
        Cli flat = Cli.run(args.toArray(String[]::new));
        assertThat(flat.code()).as(flat.err()).isEqualTo(Main.UNDECIDED);
        assertThat(flat.outLines().get(0))
                .contains("Nothing that was measured depends on limits.plans.pro.window")
                .contains("vary events.limits-raised.set.limits.plans.pro.window");
    }

    /**
     * The latest day on which narrow limits may be lifted: that of the phase, which begins at seven in the morning, as the event is
     * at midnight. Before it most tries are denied, after it hardly one.
     */
    @Test
    void theLatestSafeDayOfAnEventIsThatOfThePhase() throws IOException {
        Files.copy(Path.of(Cli.TINY), folder.resolve("tiny.yaml"));
        Path file = Files.writeString(folder.resolve("lifted.yaml"), """
                extends: tiny.yaml
                name: lifted
                limits:
                  api:
                    - {tier: negotiated, model: sonnet, rpm: 30}
                    - {tier: negotiated, model: haiku, rpm: 30}
                events:
                  - name: lifted
                    at: 2026-05-20T00:00
                    source: "assumed"
                    set:
                      limits.api.negotiated/sonnet.rpm: 4.9 k
                      limits.api.negotiated/haiku.rpm: 4.9 k
                """);
        List<String> args = new ArrayList<>(List.of("solve", file.toString(), "--out=" + folder.resolve("solve")));
        args.addAll(Cli.SHORT);
        args.add("--vary=events.lifted.at=2026-05-28..2026-06-07");
        args.add("--subject-to=denied_share{tier=negotiated,phase=after} < 30 %");
        Cli found = Cli.run(args.toArray(String[]::new));
        assertThat(found.code()).as(found.err() + found.out()).isZero();
        assertThat(found.outLines().get(0))
                .isEqualTo("The greatest events.lifted.at with denied_share{tier=negotiated,phase=after} < 30 %:"
                        + " 2026-06-02T00:00 (95 % interval 2026-06-02T00:00 to 2026-06-02T00:00).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1..2 | p50(ttft){phase=steady} < 1 s | --vary a=1: unknown path 'a'",
                "demand.api.requests=1 M | p50(ttft){phase=steady} < 1 s | --vary: need path=from..to",
                "run.seed=1..9 | p50(ttft){phase=steady} < 1 s | --vary run.seed: with other values it is other people",
                "demand.api.requests=1 M..2 M | p50(ttft){phase=steady} < 1 M | --subject-to 'p50(ttft){phase=steady}"
                        + " < 1 M'",
                "demand.api.requests=1 M..2 M | p50(ttft){phase=stead} < 1 s | --subject-to 'p50(ttft){phase=stead} <"
                        + " 1 s'",
            })
    void mistakesAreNamed(String vary, String condition, String message) throws IOException {
        Cli bad = solve("--vary=" + vary, "--subject-to=" + condition);
        assertThat(bad.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(bad.errLines().get(0)).startsWith(message);
        assertThat(bad.out()).isEmpty();
        assertThat(Cli.tree(folder)).isEmpty();
    }

    /**
     * A step is the product of its constant and two factors, so that a fifth more of any of these is the same change; nothing does
     * more to a queue's wait.
     */
    @Test
    void sensitivityRanksTheInputsOfAQueue() throws IOException {
        Path out = folder.resolve("sensitivity");
        Cli ranked = Cli.run(
                "sensitivity", QUEUES, "--set=demand.api.requests=4 M", "--of=" + WAIT, "--top=3", "--out=" + out);
        assertThat(ranked.code()).as(ranked.err()).isZero();
        assertThat(ranked.outLines().get(0)).startsWith(WAIT + " depends most on ");
        assertThat(ranked.out()).contains("WHICH ASSUMPTION DECIDES", "NOT CHANGED");
        List<String> changes = new ArrayList<>();
        for (String path :
                List.of("supply.efficiency", "profiles.equal-steps.law.c0", "profiles.equal-steps.law.effM")) {
            changes.add(ranked.outLines().stream()
                    .filter(line -> line.startsWith(path + " "))
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst(".* (\\+\\S+ ±\\S+ ms)$", "$1"));
        }
        assertThat(changes).allMatch(each -> each.equals(changes.get(0)));
        assertThat(Cli.tree(out))
                .containsExactly(
                        "manifest.json",
                        "scenario.resolved.yaml",
                        "sensitivity.csv",
                        "sensitivity.json",
                        "tornado.png");
    }

    /** A run that goes on until it is precise gives the files of one that was told how many replications to run. */
    @Test
    void precisionGivesTheBytesOfItsReplications() throws IOException {
        Path precise = folder.resolve("precise");
        Path told = folder.resolve("told");
        String five = "--set=run.cells=5";
        Cli run = Cli.run("run", QUEUES, five, "--precision=" + WAIT + "=15 %", "--threads=1", "--out=" + precise);
        assertThat(run.code()).as(run.err()).isZero();
        String first = run.outLines().get(0);
        assertThat(first).startsWith("Precision: " + WAIT + " is ").endsWith("within 15.0 %.");
        String replications = first.replaceAll(".* after (\\d+) replications.*", "$1");
        assertThat(Integer.parseInt(replications)).isGreaterThan(1);
        assertThat(Cli.run("run", QUEUES, five, "--replications=" + replications, "--threads=2", "--out=" + told)
                        .code())
                .isZero();
        assertThat(Cli.tree(precise)).isEqualTo(Cli.tree(told));
        for (String name : List.of("summary.json", "timeseries.csv", "manifest.json", "scenario.resolved.yaml")) {
            assertThat(precise.resolve(name)).hasSameBinaryContentAs(told.resolve(name));
        }
    }

    @Test
    void aBudgetEndsARunAndSaysSo() {
        Cli run = Cli.run(
                "run",
                QUEUES,
                "--set=run.cells=5",
                "--precision=" + WAIT + "=1%",
                "--budget=50 k requests",
                "--out=" + folder.resolve("run"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.outLines().get(0))
                .contains("not within 1.00 %: the next replication would pass the budget of 50.0k requests");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--precision=p50(ttft){phase=steady} | | --precision needs MEASURE=SHARE",
                "--precision=p50(ttft){phase=steady}=2 | | --precision must be above 0 and below 100 %",
                "--precision=p51(ttft)=2 % | | --precision 'p51(ttft)', column 1",
                "--budget=5 M | | --budget needs --precision",
                "--precision=p50(ttft)=2 % | --budget=5 s | --budget: ",
            })
    void mistakesOfPrecisionAreNamed(String option, String other, String message) throws IOException {
        List<String> args = new ArrayList<>(List.of("run", QUEUES, "--out=" + folder.resolve("run"), option));
        if (other != null) {
            args.add(other);
        }
        Cli bad = Cli.run(args.toArray(String[]::new));
        assertThat(bad.code()).as(bad.out()).isEqualTo(Main.BAD_INPUT);
        assertThat(bad.errLines().get(0)).startsWith(message);
        assertThat(Cli.tree(folder)).isEmpty();
    }
}

package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.MeasuresFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations as a user meets them, on a scenario that extends the tiny one, shortened to a minute in five cells. */
class ExpectContractTest {
    /** In a minute some 900 requests are served a cell, and 3 of free users in all: too few for any quantile. */
    private static final String PASSES = "served.after > 100";

    private static final String FAILS = "served.after < 100";
    private static final String NO_DATA = "p99(ttft){plan=free}.after < 5 s";
    /** Decided only with an interval, which two cells do not have. */
    private static final String UNDECIDED_IN_TWO = "mean(ttft).after > 1 us";

    private static final String SAME_IN_ALL = "denied_share{reason=SPEND}.after <= 0 %";

    @TempDir
    Path folder;

    @BeforeEach
    void base() throws IOException {
        Files.copy(Path.of(Cli.TINY), folder.resolve("tiny.yaml"));
    }

    private Path scenario(String expectations) throws IOException {
        return Files.writeString(
                folder.resolve("expecting.yaml"), "extends: tiny.yaml\nname: expecting\nexpect:\n" + expectations);
    }

    private static String entry(String name, String condition, String level) {
        return "  - name: " + name + "\n    that: " + condition + "\n    level: " + level + "\n";
    }

    private Cli run(Map<String, String> environment, Path scenario, String... options) {
        List<String> args = new ArrayList<>(List.of("run", scenario.toString()));
        args.addAll(Cli.SHORT);
        args.add("--out=" + folder.resolve("report"));
        args.add("--overwrite");
        args.addAll(List.of(options));
        return Cli.run(environment, args.toArray(String[]::new));
    }

    /** Level error decides; a failure outdoes what is undecided; a warning never does. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                PASSES + " | error | " + PASSES + " | warn | 5 | 0",
                PASSES + " | error | " + FAILS + " | error | 5 | 1",
                NO_DATA + " | error | " + FAILS + " | error | 5 | 1",
                NO_DATA + " | error | " + FAILS + " | warn | 5 | 4",
                NO_DATA + " | warn | " + FAILS + " | warn | 5 | 0",
                UNDECIDED_IN_TWO + " | error | " + SAME_IN_ALL + " | error | 2 | 4",
                UNDECIDED_IN_TWO + " | warn | " + SAME_IN_ALL + " | error | 2 | 0",
            })
    void exitCodes(String first, String firstLevel, String second, String secondLevel, int cells, int code)
            throws IOException {
        Path scenario = scenario(entry("first", first, firstLevel) + entry("second", second, secondLevel));
        Cli run = run(Map.of(), scenario, "--cells=" + cells);
        assertThat(run.code()).as(run.out()).isEqualTo(code);
        assertThat(run.out()).endsWith("Report: " + folder.resolve("report").toUri() + "\n");
        assertThat(run.err()).matches("(?s).*simulated \\d+ requests in \\d+\\.\\d s, \\d+ requests per core-second\n");
    }

    @Test
    void verdictsStandBeforeTheTablesAndInTheReport() throws Exception {
        Path scenario = scenario(entry("enough", PASSES, "error") + entry("few", FAILS, "error"));
        Cli run = run(
                Map.of(),
                scenario,
                "--expect=p99(tpot){plan=free}.after < 1 s",
                "--expect=denied_share{reason=SPEND}.after <= 0.5 * before");

        assertThat(run.code()).isEqualTo(Main.EXPECTATION_FAILED);
        assertThat(run.outLines().get(0)).matches("PASS enough: served\\{phase=after} is \\d+ ±\\d+, expected > 100");
        assertThat(run.outLines().get(1))
                .matches("FAIL few: served\\{phase=after} is \\d+ ±\\d+, expected < 100 \\(.*expecting\\.yaml:8\\)");
        assertThat(run.outLines().get(2))
                .isEqualTo("NO DATA --expect 1: p99(tpot){phase=after,plan=free} is not known, expected < 1 s:"
                        + " too few observations");
        assertThat(run.outLines().get(3))
                .isEqualTo("PASS --expect 2: denied_share{phase=after,reason=SPEND} is 0 %, expected <="
                        + " 0.5 * denied_share{phase=before,reason=SPEND}, which is 0 %; the difference is 0 points");
        assertThat(run.outLines().get(4)).isEmpty();
        assertThat(run.outLines().get(5)).isEqualTo("Forty replicas, then fifty");

        Path report = folder.resolve("report");
        String json = Files.readString(report.resolve("expectations.json"));
        assertThat(json).contains("\"outcome\" : \"FAIL\"", "\"file\" : \"expecting.yaml\"", "\"line\" : 8");
        String page = Files.readString(report.resolve("summary.md"));
        assertThat(page).contains("## Expectations", "| FAIL | few | error | served\\{phase=after\\} is");

        MeasuresFile measures = MeasuresFile.read(report.resolve("measures.json"));
        assertThat(measures.head().phases()).extracting("phase").containsExactly("before", "after");
        assertThat(measures.measured().get(MeasureName.parse("served{phase=after}")))
                .isNotNull();

        Cli again = Cli.run("report", report.toString());
        assertThat(again.code()).isZero();
        assertThat(again.outLines()).startsWith(run.outLines().get(0)).hasSameSizeAs(run.outLines());
        assertThat(Files.readString(report.resolve("summary.md"))).isEqualTo(page);
        assertThat(Files.readString(report.resolve("expectations.json"))).isEqualTo(json);

        Files.writeString(
                report.resolve("expectations.json"), json.replace("\"outcome\" : \"PASS\"", "\"outcome\" : null"));
        assertThat(Cli.run("report", report.toString()).err()).contains("expectations.json: not a file of verdicts");
        Files.writeString(report.resolve("expectations.json"), json.substring(0, json.length() / 2));
        Cli broken = Cli.run("report", report.toString());
        assertThat(broken.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(broken.err()).contains("expectations.json: not a file of verdicts");
    }

    /** Read again from its resolved form, a scenario expects the same. */
    @Test
    void theResolvedScenarioExpectsTheSame() throws IOException {
        Path scenario = scenario(entry("\"odd: # name\"", "\"p99(ttft){plan=free}.after < 5 s\"", "warn"));
        Cli rendered = Cli.run("render", scenario.toString());
        Path again = Files.writeString(folder.resolve("again.yaml"), rendered.out());
        Cli run = run(Map.of(), again);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.outLines().get(0))
                .startsWith("NO DATA odd: # name (warn): p99(ttft){phase=after,plan=free} is not known");
    }

    @ParameterizedTest
    @CsvSource({"run", "check", "render"})
    void mistakesAreFoundBeforeAnythingRuns(String command) throws IOException {
        Path scenario =
                scenario(entry("a", "p99(ttft){plan=pros}.after < 5 s", "error") + entry("b", "busy < 1", "warn"));
        Cli found = Cli.run(command, scenario.toString());
        assertThat(found.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(found.out()).isEmpty();
        assertThat(found.errLines())
                .containsExactly(
                        scenario + ":5: expect 'a': need a plan, one of free, pro, max-5x, found 'pros' — did you mean"
                                + " 'pro'?, at column 16 of 'p99(ttft){plan=pros}.after < 5 s'",
                        scenario + ":8: expect 'b': say in which phase busy is meant, such as .before: one of before,"
                                + " after, at column 1 of 'busy < 1'");
    }

    @Test
    void aWrongOptionIsFoundBeforeAnythingRuns() throws IOException {
        Cli found = run(Map.of(), scenario(entry("a", PASSES, "error")), "--expect=busy.afer < 1");
        assertThat(found.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(found.err())
                .isEqualTo(
                        "--expect: need a phase, one of before, after, found 'afer' — did you mean 'after'?, at column"
                                + " 6 of 'busy.afer < 1'\n");
        Cli nowhere = run(Map.of(), scenario(entry("a", PASSES, "error")), "--junit=" + folder.resolve("no/x.xml"));
        assertThat(nowhere.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(nowhere.err()).contains("x.xml cannot be made: there is no folder");
        assertThat(folder.resolve("report")).doesNotExist();
    }

    @Test
    void checkCountsWhatIsExpected() throws IOException {
        assertThat(Cli.run("check", scenario(entry("a", PASSES, "error")).toString())
                        .outLines())
                .last()
                .isEqualTo("1 expectation");
    }

    @Test
    void verdictsAreWrittenForBuildServers() throws IOException {
        Path file = folder.resolve("verdicts.xml");
        Cli run = run(Map.of(), scenario(entry("a", FAILS, "error") + entry("b", PASSES, "error")), "--junit=" + file);
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(Files.readString(file))
                .contains(
                        "<testsuite name=\"expecting\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">",
                        "<failure message=\"served{phase=after} is ");
        assertThat(Cli.tree(folder)).doesNotContain(".verdicts.xml");
    }

    @Test
    void aWorkflowIsAnnotatedAtTheLine() throws IOException {
        Path summary = Files.writeString(folder.resolve("summary.md"), "before\n");
        Path scenario = scenario(entry("\"::x, 5 %::error::y\"", FAILS, "error") + entry("w", NO_DATA, "warn"));
        Map<String, String> environment = Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_WORKSPACE", folder.toString(),
                "GITHUB_STEP_SUMMARY", summary.toString());
        Cli run = run(environment, scenario);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outLines().get(0))
                .matches("::error file=expecting\\.yaml,line=5,title=FAIL %3A%3Ax%2C 5 %25%3A%3Aerror%3A%3Ay"
                        + "::served\\{phase=after} is \\d+ ±\\d+, expected < 100");
        assertThat(run.outLines().get(1))
                .isEqualTo(
                        "::warning file=expecting.yaml,line=8,title=NO DATA w::p99(ttft){phase=after,plan=free} is not"
                                + " known, expected < 5 s: too few observations");
        assertThat(run.outLines().get(2)).startsWith("FAIL ::x, 5 %::error::y: ");
        assertThat(run.out()).endsWith("Report: " + folder.resolve("report").toUri() + "\n");
        assertThat(Files.readString(summary))
                .startsWith("before\n## Forty replicas, then fifty\n\n## Expectations\n")
                .contains(
                        "| FAIL | \\::x, 5 %::error::y | error | served\\{phase=after\\} is ", " | expecting.yaml:5 |");

        Cli plain = run(Map.of(), scenario);
        assertThat(plain.out()).doesNotContain("::warning");
        Cli asked = run(Map.of("GITHUB_STEP_SUMMARY", folder.resolve("no/file").toString()), scenario, "--github");
        assertThat(asked.out()).contains("::warning file=");
        assertThat(asked.err()).contains("warning: no summary of the step").contains("simulated ");
    }

    @Test
    void theCatalogueListsWhatConditionsMayName() {
        assertThat(Cli.run("catalog", "measures").out())
                .contains(
                        "MEASURES",
                        "denied_share",
                        "plan, tier, region, kind, reason",
                        "queue_wait, ttft, tpot",
                        "as 300 MW");
    }
}

package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that simulate nothing. */
class CommandsContractTest {
    private static final Path DATA = Path.of("src/main/resources/io/tidegate");

    @Test
    void helpNamesEveryCommandAndExitCode() {
        String help = """
                Usage: tidegate [-hV] [--debug] [COMMAND]
                Simulates GPU-fleet inference load under usage limits: who waits, who is
                throttled, when is it full.
                      --debug     With a failure, print its stack trace.
                  -h, --help      Show this help message and exit.
                  -V, --version   Print version information and exit.
                Commands:
                  run                  Simulate a scenario; print the before/after table; write
                                         a report folder.
                  sweep                Run a scenario with many values; keep every run; go on
                                         after an interruption by the same command.
                  merge                Put the parts of a sweep together: the same files as of
                                         a sweep in one.
                  solve                Find the least or greatest value that meets conditions,
                                         with an interval and the curve.
                  sensitivity          Rank the assumed inputs by what each alone changes of a
                                         measured value.
                  check                Validate a scenario: all errors at once, each with its
                                         place.
                  render               Print the resolved scenario with the origin of each
                                         value.
                  replay               Serve a recorded trace of requests on the replicas of
                                         one pool; times of every request.
                  catalog              List the accelerators, serving profiles, curves and
                                         recorded tables that scenarios may name, and published
                                         limits and prices, with their sources; and what can be
                                         measured.
                  calibrate            Fit serving profiles to measured step times or
                                         latencies; print their error on held-out rows.
                  report               Draw the tables and pictures of a finished run again,
                                         from its summary.json.
                  verify               Check this program on this machine: queues with known
                                         answers, leap against twin, coverage of intervals,
                                         reference pools.
                  diff                 Compare two finished runs: what changed in the scenario,
                                         then in the outcomes; gate on it.
                  help                 Display help information about the specified command.
                  generate-completion  Generate bash/zsh completion script for tidegate.

                Exit codes:
                   0         done
                   1         an expectation failed
                   2         bad usage or input
                   3         the run could not finish
                   4         undecided: too few runs, or no data, to tell
                  130, 143   interrupted
                """;
        assertThat(Cli.run("--help")).isEqualTo(new Cli(0, help, ""));
        assertThat(Cli.run("-h")).isEqualTo(new Cli(0, help, ""));
        assertThat(Cli.run()).isEqualTo(new Cli(2, "", help));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "sweep",
                "merge",
                "solve",
                "sensitivity",
                "check",
                "render",
                "replay",
                "catalog",
                "calibrate",
                "report",
                "verify",
                "diff"
            })
    void everyCommandHasItsHelp(String command) {
        Cli help = Cli.run(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Usage: tidegate " + command + " [").contains("\nExit codes:\n");
        assertThat(Cli.run("help", command)).isEqualTo(help);
    }

    /** Also where the classes are not packaged, as here. */
    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "run --version", "check -V"})
    void versionIsThatOfTheBuild(String words) throws IOException {
        Matcher version = Pattern.compile("<artifactId>tidegate</artifactId>\\s*<version>(.+?)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(Cli.run(words.split(" ", -1))).isEqualTo(new Cli(0, "tidegate " + version.group(1) + "\n", ""));
    }

    @Test
    void completionKnowsEveryCommand() {
        Cli script = Cli.run("generate-completion");
        assertThat(script.code()).isZero();
        assertThat(script.err()).isEmpty();
        assertThat(script.out())
                .startsWith("#!/usr/bin/env bash\n")
                .contains(
                        "run sweep merge solve sensitivity check render replay catalog calibrate report verify diff help"
                                + " generate-completion")
                .contains("'--replications'")
                .contains("complete -F _complete_tidegate -o default tidegate");
    }

    @Test
    void checkCountsWhatWasAssumedAndWarns() {
        Cli check = Cli.run("check", Cli.TINY);
        assertThat(check.code()).isZero();
        assertThat(check.err()).isEmpty();
        String few =
                "warning: tiny\\.yaml:14: model '%s' has 4 replicas a cell before the injection \\(20 in 5 cells\\); below"
                        + " 16, waits are longer than in a larger cell\n";
        assertThat(check.out())
                .matches(few.formatted("sonnet") + few.formatted("haiku")
                        + "tiny: valid; \\d+ values, \\d+ of them assumed\n");
    }

    @Test
    void checkNamesTheVariants() {
        Cli check = Cli.run("check", "scenarios/limits-and-capacity.yaml");
        assertThat(check.code()).as(check.err()).isZero();
        assertThat(check.out()).endsWith("\n4 variants of 1 phase: neither, limits, capacity, both\n");
    }

    @Test
    void renderShowsWhereEachValueComesFromAndReadsBack(@TempDir Path folder) throws IOException {
        Cli render = Cli.run("render", "scenarios/capacity-injection-share-15.yaml", "--set", "run.seed=3");
        assertThat(render.code()).isZero();
        assertThat(render.err()).isEmpty();
        assertThat(render.outLines())
                .contains("  seed: 3  # --set run.seed=3")
                .anyMatch(line -> line.matches(
                        "injection-share: \\{value: 15 %, source: \".*\"}  # capacity-injection-share-15.yaml:\\d+"))
                .anyMatch(line -> line.matches("  zone: .*America/Los_Angeles.*  # capacity-injection.yaml:\\d+"))
                .anyMatch(line -> line.matches("  - name: .*H100.*  # .*hardware.*:\\d+"));

        Path resolved = Files.writeString(folder.resolve("resolved.yaml"), render.out());
        Cli again = Cli.run("render", resolved.toString());
        assertThat(withoutComments(again)).isEqualTo(withoutComments(render));
    }

    /** A mark that turns the direction of writing may stand in a title; it is printed by its number and read back from it. */
    @Test
    void renderPrintsNoHiddenCharacters(@TempDir Path folder) throws IOException {
        Cli render = Cli.run("render", Cli.TINY, "--set", "title=a\u202Eb");
        assertThat(render.outLines()).contains("title: \"a\\U0000202Eb\"  # --set title=a b");

        Path resolved = Files.writeString(folder.resolve("resolved.yaml"), render.out());
        assertThat(withoutComments(Cli.run("render", resolved.toString()))).isEqualTo(withoutComments(render));
    }

    @Test
    void catalogListsSessionsWithTheirSource() {
        String sessions = """
                RECORDED SESSIONS
                Cached: input tokens that an earlier request of the session opened with, if nothing ever expires.
                name      sessions  requests  mean input tokens  mean output tokens  cached, %
                --------  --------  --------  -----------------  ------------------  ---------
                sessions       482     32.6k               118k                 440       96.1

                RECORDED SESSIONS: SOURCES
                name      source
                --------  ---------------------------------------------------------------------
                sessions  coding-agent traces of kv-cache-tester (Apache-2.0), development part
                """;
        assertThat(Cli.run("catalog", "sessions")).isEqualTo(new Cli(0, sessions, ""));
        assertThat(Cli.run("catalog", "Sessions")).isEqualTo(new Cli(0, sessions, ""));
    }

    @Test
    void catalogOfEverythingIsThatOfEachKind() {
        List<String> parts = new ArrayList<>();
        for (String kind : List.of(
                "accelerators",
                "profiles",
                "curves",
                "lengths",
                "burstiness",
                "sessions",
                "limits",
                "prices",
                "measures")) {
            Cli part = Cli.run("catalog", kind);
            assertThat(part.code()).isZero();
            assertThat(part.outLines()).allMatch(line -> line.length() <= 150);
            parts.add(part.out());
        }
        assertThat(Cli.run("catalog")).isEqualTo(new Cli(0, String.join("\n", parts), ""));
    }

    /** The catalogue's YAML says: c0 4.7887 ms, cB 0.010201 ms, cK 0.00227526 us, cP 0.010953 ms, cPC 0.000466012 us. */
    @Test
    void catalogShowsTheLawOfAProfile() {
        assertThat(Cli.run("catalog", "profiles").outLines())
                .contains(
                        "name                        GPUs  KV tokens  c0, ms  w, ms     n0  cB, us  cP, us  cR, us  cK, ns"
                                + "  cPC, ns")
                .contains(
                        "dsv3-h100x16-wideep16-fp8     16      7.76M    4.79   24.6   8.20    10.2    11.0       0    2.28"
                                + "    0.466")
                .contains("all                         cR: assumed: the fit has no term per prefilling request"
                        + " (not l8b-rtx4090x1-tp1-bf16)");
    }

    /** The data's own notes, written when it was made, give the means. */
    @Test
    void catalogHasTheMeansThatTheNotesOfTheDataGive() throws IOException {
        Pattern note = Pattern.compile("\\| ([a-z0-9-]+) \\| ([\\d,.]+) / .*? \\| ([\\d,.]+) / .*");
        List<String> rows = Cli.run("catalog", "lengths").outLines();
        int found = 0;
        for (String line : Files.readAllLines(DATA.resolve("lengths/SOURCE.md"))) {
            Matcher table = note.matcher(line);
            if (table.matches()) {
                String[] cells = row(rows, table.group(1));
                assertThat(figure(cells[2])).isCloseTo(figure(table.group(2)), within(figure(table.group(2)) / 200));
                assertThat(figure(cells[3])).isCloseTo(figure(table.group(3)), within(figure(table.group(3)) / 200));
                found++;
            }
        }
        assertThat(found).isEqualTo(6);
    }

    /** Medians of the clients themselves; the table holds 256 of their quantiles. */
    @Test
    void catalogHasTheMediansThatTheNotesOfTheDataGive() throws IOException {
        Pattern note = Pattern.compile("\\| (servegen-[a-z]+) \\| \\d+ \\| ([\\d.]+) \\| .*");
        List<String> rows = Cli.run("catalog", "burstiness").outLines();
        int found = 0;
        for (String line : Files.readAllLines(DATA.resolve("burstiness/SOURCE.md"))) {
            Matcher table = note.matcher(line);
            if (table.matches()) {
                assertThat(figure(row(rows, table.group(1))[2])).isCloseTo(figure(table.group(2)), within(0.03));
                found++;
            }
        }
        assertThat(found).isEqualTo(4);
    }

    private static String[] row(List<String> rows, String name) {
        return rows.stream()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElseThrow()
                .split(" +", -1);
    }

    private static double figure(String text) {
        String digits = text.replace(",", "");
        return digits.endsWith("k")
                ? 1000 * Double.parseDouble(digits.substring(0, digits.length() - 1))
                : Double.parseDouble(digits);
    }

    private static List<String> withoutComments(Cli rendered) {
        return rendered.outLines().stream()
                .map(line -> line.replaceFirst(" *# .*$", ""))
                .toList();
    }
}

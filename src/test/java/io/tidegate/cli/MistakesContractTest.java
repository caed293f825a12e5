package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidegate.report.ReportException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong: one clear message with its place, exit code 2, and nothing left on the disk. */
class MistakesContractTest {
    @TempDir
    Path folder;

    /** In the shipped tiny scenario a part is replaced; {@code ~} stands for an end of line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "~injection-share:  | ~injection-shar:  | 7:1: unknown key 'injection-shar' — did you mean 'injection-share'?",
                "slice: 50 ms | slice: 50 MW | `17:10: unit 'MW' is not one of us, ms, s, min, h, d, found '50 MW'`",
                "replicas: 20, host | replicas: -20, host | `167:129: must be 0 or more, found '-20'`",
                "cells: 5~  zone | cells: 5~  cells: 6~  zone | `16:3: duplicate key 'cells', first on line 15`",
                "name: tiny~ | name: \"ti\\e[31mny\"~ | `4:7: need one line of text, found 'ti [31mny'`",
                "name: tiny~ | name: ../../tiny~ | `4:7: must be of lower-case letters, digits and hyphens, as it names files; found '../../tiny'`",
                "title: Forty | title: {Forty | `7:16: not YAML: expected ',' or '}', but got :`",
            })
    void aMistakeInAScenario(String part, String replacement, String message) throws IOException {
        String tiny = Files.readString(Path.of(Cli.TINY));
        assertThat(tiny).contains(part.replace('~', '\n'));
        int at = tiny.indexOf(part.replace('~', '\n'));
        String text = tiny.substring(0, at) + replacement.replace('~', '\n') + tiny.substring(at + part.length());
        refused(text.getBytes(StandardCharsets.UTF_8), message);
    }

    @Test
    void severalMistakesAtOnce() throws IOException {
        String text = Files.readString(Path.of(Cli.TINY))
                .replace("seed: 1\n", "seed: one\n")
                .replace("slice: 50 ms", "slice: 50 GB");
        Path file = Files.writeString(folder.resolve("bad.yaml"), text);
        Cli run = run(file);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines())
                .containsExactly(
                        file + ":12:9: need a whole number, such as 42, found 'one'",
                        file + ":17:10: unit 'GB' is not one of us, ms, s, min, h, d, found '50 GB'");
    }

    @Test
    void aDocumentFiveThousandDeep() throws IOException {
        refused("a: " + "[".repeat(5000) + "]".repeat(5000), "1:67: nested deeper than 64 levels");
        refused("{a: ".repeat(5000) + "1" + "}".repeat(5000), "1:257: nested deeper than 64 levels");
        refused("- ".repeat(5000) + "1", "1:129: nested deeper than 64 levels");
    }

    @Test
    void anAliasBomb() throws IOException {
        StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c <= 'i'; c++) {
            bomb.append(c).append(": &").append(c).append(" [*").append((char) (c - 1));
            bomb.append((", *" + (char) (c - 1)).repeat(9)).append("]\n");
        }
        refused(bomb.toString(), "5:36: more than 100,000 values, with aliases expanded");
        refused("a: &a [x]\nb: [" + "*a, ".repeat(60) + "*a]", "2:205: more than 50 aliases");
        refused("a: &a [*a]", "1:8: alias of nothing written before: '*a'");
    }

    @Test
    void whatIsNoScenarioAtAll() throws IOException {
        refused("", "1:1: nothing is written here");
        refused("# only a comment\n", "1:1: nothing is written here");
        refused("name: x\u0000y\n", "1:8: not text: character U+0000");
        byte[] junk = new byte[4096];
        for (int i = 0; i < junk.length; i++) {
            junk[i] = (byte) (i * 31);
        }
        refused(junk, " not UTF-8 text");
        refused("x".repeat(1 << 20) + "x", " larger than 1 MiB");
        Path png = Path.of("src/main/resources/io/tidegate/report/fonts/OpenSans-Regular.ttf");
        refused(Files.readAllBytes(png), " not UTF-8 text");
    }

    @Test
    void aFileThatIsNotThere() throws IOException {
        Files.writeString(folder.resolve("tiny.yaml"), "");
        Path file = folder.resolve("tinny.yaml");
        assertThat(run(file)).isEqualTo(new Cli(2, "", file + ": no such file; scenarios there: tiny.yaml\n"));
        Path deeper = folder.resolve("no/such/folder.yaml");
        assertThat(run(deeper)).isEqualTo(new Cli(2, "", deeper + ": no such file; nor is there such a folder\n"));
        assertThat(run(folder)).isEqualTo(new Cli(2, "", folder + ": not a file\n"));
        assertThat(Cli.tree(folder)).containsExactly("tiny.yaml");
    }

    @Test
    void aFileThatMayNotBeRead() throws IOException {
        Path file = Files.writeString(folder.resolve("secret.yaml"), "name: x");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"), "this system has no such permissions");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user may read everything");
        assertThat(run(file)).isEqualTo(new Cli(2, "", file + ": cannot be read: permission denied\n"));
        assertThat(Cli.tree(folder)).containsExactly("secret.yaml");
    }

    @Test
    void aFileOutsideTheScenariosFolder() throws IOException {
        Files.createDirectory(folder.resolve("in"));
        Files.writeString(folder.resolve("out.yaml"), "name: x");
        Path file = Files.writeString(folder.resolve("in/bad.yaml"), "extends: ../out.yaml\n");
        assertThat(run(file)).isEqualTo(new Cli(2, "", file + ":1:10: outside the scenario's folder: '../out.yaml'\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--cells=0 | `--cells 0: must be 1 to 1000000, found '0'`",
                "--cells=-3 | `--cells -3: must be 1 to 1000000, found '-3'`",
                "--cells=2.5 | `--cells 2.5: must be whole, found '2.5'`",
                "--cells=some | `--cells some: need a number, such as 6 M, found 'some'`",
                "--cells=77 | `--cells 77: the fleet has only 5 cells, found 77`",
                "--replications=0 | `--replications 0: must be 1 to 10000, found '0'`",
                "--replications=x | `--replications x: need a number, such as 6 M, found 'x'`",
                "--seed=1.5 | `--seed 1.5: need a whole number, such as 42, found '1.5'`",
                "--seed=99999999999999999999 | `--seed 99999999999999999999: need a whole number, such as 42, found '99999999999999999999'`",
                "--set=run.sed=4 | --set run.sed=4: unknown path 'run.sed' — did you mean 'run.seed'?",
                "--set=run.bin=4 | `--set run.bin=4: needs a unit, one of us, ms, s, min, h, d, such as 5 min, found '4'`",
                "--set=run.seed=[1] | `--set run.seed=[1]: need one value, found a list`",
                "--set=seed | `--set seed: need path=value, such as run.seed=7`",
                "--set=run.cells=6 | --set run.cells=6: the fleet has only 5 cells, found 6",
            })
    void aValueOnTheCommandLine(String option, String message) throws IOException {
        Cli run =
                Cli.run("run", Cli.TINY, option, "--out", folder.resolve("a/b").toString());
        assertThat(run).isEqualTo(new Cli(2, "", message + "\n"));
        assertThat(Cli.tree(folder)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "run | Missing required parameter: 'SCENARIO' | tidegate run",
                "run tiny --threads=0 | `--threads must be 1 to 1024, found 0` | tidegate run",
                "run tiny --threads=two | Invalid value for option '--threads': 'two' is not an int | tidegate run",
                "run tiny --thread=2 | `Unknown option: '--thread=2' — did you mean --threads?` | tidegate run",
                "run tiny --seed=1 --seed=2 | option '--seed' (N) should be specified only once | tidegate run",
                "run tiny other | Unmatched argument at index 2: 'other' | tidegate run",
                "rnu | Unmatched argument at index 0: 'rnu' | tidegate",
                "chek | `Unmatched argument at index 0: 'chek' — did you mean check or help?` | tidegate",
                "catalog cells | `Invalid value for positional parameter at index 0 (KIND): need one of accelerators, profiles, curves, lengths, burstiness, sessions, limits, prices, measures, found 'cells'` | tidegate catalog",
            })
    void wordsThatMeanNothing(String words, String message, String command) {
        Cli run = Cli.run(words.replace("tiny", Cli.TINY).split(" ", -1));
        assertThat(run).isEqualTo(new Cli(2, "", message + "\nTry '" + command + " --help'.\n"));
    }

    /** Some programs replace {@code @file} by what the file says. */
    @Test
    void aFileIsNotReadForArguments() throws IOException {
        Path words = Files.writeString(folder.resolve("words"), "--version");
        Cli run = Cli.run("@" + words);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("Unmatched argument at index 0: '@" + words + "'");
    }

    /** An escape sequence could repaint what the terminal showed before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run|\u001b[31m",
                "\u001b[31m",
                "run|x|--set=\u001b[31m=1",
                "check|\u202Ex",
                "catalog|\u009B",
                "report|\u001b]0;x\u0007"
            })
    void nothingWrittenByAUserMovesTheCursor(String words) {
        Cli run = Cli.run(words.split("\\|", -1));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).isNotEmpty().noneMatch(line -> line.matches(".*[\\p{Cc}\\p{Cf}].*"));
    }

    @Test
    void aReportOfNothing() throws IOException {
        Path summary = folder.resolve("summary.json");
        String hint = ": no such file; name the report folder of a finished run\n";
        assertThat(report()).isEqualTo(new Cli(2, "", summary + hint));
        Files.writeString(summary, "{}");
        assertThat(report().err())
                .isEqualTo(
                        summary + ": schema_version is missing, this program reads 4; run the scenario again or use the"
                                + " program that wrote it\n");
        Files.writeString(summary, "{\"schema_version\": 4}");
        assertThat(report().err())
                .startsWith(summary + ": not a summary of a run: ")
                .doesNotContain("\tat ");
        Files.writeString(summary, "[".repeat(5000));
        assertThat(report().err()).startsWith(summary + ": not a summary of a run: ");
        Files.write(summary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(report()).isEqualTo(new Cli(2, "", summary + ": not a summary of a run: not UTF-8 text\n"));
        assertThat(Cli.tree(folder)).containsExactly("summary.json");
    }

    /** Faults of the program or the machine; {@code --debug} adds the stack. */
    @Test
    void failuresAreOneLineAndThree() {
        assertThat(failure(new IllegalStateException("odd\u001b[2J"), false))
                .isEqualTo(new Cli(
                        3,
                        "",
                        "the run could not finish: java.lang.IllegalStateException: odd [2J; --debug shows where\n"));
        assertThat(failure(new StackOverflowError(), false).err())
                .isEqualTo("the run could not finish: java.lang.StackOverflowError; --debug shows where\n");
        assertThat(failure(new OutOfMemoryError("Java heap space"), false).err())
                .startsWith("the run could not finish: out of memory; ")
                .hasLineCount(1);
        assertThat(failure(new IOException("No space left on device"), false).err())
                .isEqualTo("the run could not finish: No space left on device\n");
        assertThat(failure(new AccessDeniedException("/x/y"), false).err())
                .isEqualTo("the run could not finish: /x/y: permission denied\n");
        assertThat(failure(new ReportException("x is a file"), false)).isEqualTo(new Cli(2, "", "x is a file\n"));
        Cli debug = failure(new IllegalStateException("odd"), true);
        assertThat(debug.code()).isEqualTo(3);
        assertThat(debug.errLines())
                .contains("java.lang.IllegalStateException: odd")
                .anyMatch(line -> line.startsWith("\tat io.tidegate.cli.MistakesContractTest."))
                .last()
                .isEqualTo("the run could not finish: java.lang.IllegalStateException: odd; --debug shows where");
    }

    private static Cli failure(Throwable failure, boolean debug) {
        StringWriter err = new StringWriter();
        int code = Failures.report(failure, debug, new PrintWriter(err));
        return new Cli(code, "", err.toString());
    }

    private Cli report() {
        return Cli.run("report", folder.toString());
    }

    private Cli run(Path file) {
        return Cli.run(
                "run", file.toString(), "--out", folder.resolve("new/report").toString());
    }

    private void refused(String text, String message) throws IOException {
        refused(text.getBytes(StandardCharsets.UTF_8), message);
    }

    /** Every command that reads scenarios says the same, and leaves nothing. */
    private void refused(byte[] text, String message) throws IOException {
        Path file = Files.write(folder.resolve("bad.yaml"), text);
        Cli expected = new Cli(2, "", file + ":" + message + "\n");
        assertThat(run(file)).isEqualTo(expected);
        for (String command : List.of("check", "render")) {
            assertThat(Cli.run(command, file.toString())).isEqualTo(expected);
        }
        assertThat(Cli.tree(folder)).containsExactly("bad.yaml");
    }
}

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

/** {@code sensitivity --sobol} as a user meets it. */
class SobolContractTest {
    private static final String QUEUES = "src/test/resources/io/tidegate/experiment/one-at-a-time.yaml";
    private static final List<String> SHORT = List.of(
            "--set=run.cells=2",
            "--set=run.warm-up=0 s",
            "--set=phases.steady.length=1 min",
            "--set=demand.api.requests=4 M",
            "--of=mean(queue_wait){phase=steady}",
            "--top=3");

    @TempDir
    Path folder;

    private Cli sensitivity(String out, String... options) {
        List<String> args = new ArrayList<>(List.of("sensitivity", QUEUES, "--out=" + folder.resolve(out)));
        args.addAll(SHORT);
        args.addAll(Arrays.asList(options));
        return Cli.run(args.toArray(String[]::new));
    }

    /** What it costs comes first, and the bytes do not depend on threads. */
    @Test
    void indicesStandBesideEachInputAlone() throws IOException {
        Cli one = sensitivity("one", "--sobol=8", "--indices=2", "--threads=1");
        assertThat(one.code()).as(one.err()).isZero();
        assertThat(one.errLines().get(0))
                .isEqualTo("Sobol indices: after each input alone, at most 8 × (2 + 2) = 32 evaluations.");
        assertThat(one.err())
                .containsPattern(
                        "Sobol indices: 8 × \\(2 \\+ 2\\) = 32 evaluations of about \\S+ requests, \\S+ in all\\.\n");
        assertThat(one.out())
                .contains("\nWHICH ASSUMPTION DECIDES\n", "\nWHICH ASSUMPTION EXPLAINS THE VARIANCE (SOBOL INDICES)\n")
                .containsPattern(
                        "\n\\S+ has a part in \\d+ % \\(95 % interval \\d+ to \\d+ %\\) of the variance of mean");
        assertThat(Cli.tree(folder.resolve("one")))
                .containsExactly(
                        "manifest.json",
                        "scenario.resolved.yaml",
                        "sensitivity.csv",
                        "sensitivity.json",
                        "sobol.csv",
                        "sobol.json",
                        "sobol.png",
                        "tornado.png");
        List<String> lines = Files.readAllLines(folder.resolve("one/sobol.csv"));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .isEqualTo(
                        "path,value,low,high,first_order,first_order_low,first_order_high,total,total_low,total_high,"
                                + "points_not_known");
        Cli two = sensitivity("two", "--sobol=8", "--indices=2", "--threads=2");
        assertThat(two.out().replace("/two/", "/one/")).isEqualTo(one.out());
        for (String name : Cli.tree(folder.resolve("one"))) {
            assertThat(folder.resolve("two").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(name));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--sobol=-1 | | --sobol must be 0, or 8 to 65536, found -1",
                "--sobol=7 | | --sobol must be 0, or 8 to 65536, found 7",
                "--sobol=70000 | | --sobol must be 0, or 8 to 65536, found 70000",
                "--indices=3 | | --indices needs --sobol",
                "--indices=4 | --sobol=8 | --indices must be 1 to 3, as many as --top looks at, found 4",
                "--indices=0 | --sobol=8 | --indices must be 1 to 3, as many as --top looks at, found 0",
            })
    void mistakesAreNamed(String option, String other, String message) throws IOException {
        Cli bad = other == null ? sensitivity("bad", option) : sensitivity("bad", option, other);
        assertThat(bad.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(bad.errLines().get(0)).isEqualTo(message);
        assertThat(bad.out()).isEmpty();
        assertThat(Cli.tree(folder)).isEmpty();
    }
}

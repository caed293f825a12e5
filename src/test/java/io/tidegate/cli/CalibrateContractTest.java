package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.scenario.CatalogListing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code calibrate} on excerpts of real measurements. */
class CalibrateContractTest {
    private static final String STEPS = "src/test/resources/io/tidegate/perf/steps.csv";
    private static final String LATENCIES = "src/test/resources/io/tidegate/perf/latencies.csv";

    /** A dense profile, which takes less time to fit. */
    private static final String ONE = "--profile=l70b-h100x4-tp4-fp8";

    @TempDir
    Path folder;

    @Test
    void stepsOfTwoProfiles() throws IOException {
        Cli run = Cli.run("calibrate", STEPS, "--out", folder + "/a");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("steps.csv: 2 of 2 configurations fitted\n\nFIT\n")
                .contains("l70b-h100x4-tp4-fp8", "dsv3-h200x8-dp8ep8-fp8", "\nHELD-OUT ERROR\n")
                .endsWith("Calibration: " + folder.resolve("a").toUri() + "\n");
        assertThat(Cli.tree(folder.resolve("a")))
                .containsExactly("calibration.csv", "calibration.json", "fit.png", "profiles.yaml");
        assertThat(Files.readAllLines(folder.resolve("a/calibration.csv")))
                .hasSize(171)
                .startsWith("configuration,row,axis,level,place,measured_s,fitted_s,held_out_s");
        BufferedImage picture = ImageIO.read(folder.resolve("a/fit.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(2000);
    }

    /** The catalogue's coefficients were fitted by another program to the same rows. */
    @Test
    void agreesWithTheCatalogue() throws IOException {
        Cli.run("calibrate", STEPS, ONE, "--out", folder + "/a");
        String yaml = Files.readString(folder.resolve("a/profiles.yaml"));
        var law = CatalogListing.profiles().stream()
                .filter(entry -> entry.name().equals("l70b-h100x4-tp4-fp8"))
                .findFirst()
                .orElseThrow()
                .value()
                .law();
        Percentage near = Percentage.withPercentage(1);
        assertThat(number(yaml, "c0", "ms")).isCloseTo(1e3 * law.c0(), near);
        assertThat(number(yaml, "cB", "ms")).isCloseTo(1e3 * law.cB(), near);
        assertThat(number(yaml, "cK", "us")).isCloseTo(1e6 * law.cK(), near);
        assertThat(number(yaml, "cP", "ms")).isCloseTo(1e3 * law.cP(), near);
        assertThat(number(yaml, "cPC", "us")).isCloseTo(1e6 * law.cPC(), near);
        assertThat(yaml).contains("kv-tokens: " + kv() + "\n").contains("range: {max-context: 131072, max-batch: ");
    }

    private static long kv() {
        return CatalogListing.profiles().stream()
                .filter(entry -> entry.name().equals("l70b-h100x4-tp4-fp8"))
                .findFirst()
                .orElseThrow()
                .value()
                .kvTokens();
    }

    private static double number(String yaml, String key, String unit) {
        Matcher matcher =
                Pattern.compile(" " + key + ": ([0-9.]+) " + unit + "\n").matcher(yaml);
        assertThat(matcher.find()).as(key).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    /** A pool of the tiny scenario is served by a profile that was fitted to latencies. */
    @Test
    void aScenarioUsesAFittedProfile() throws IOException {
        Cli run = Cli.run(
                "calibrate",
                LATENCIES,
                "--configuration=fp4-tp2",
                "--profile=my-llama",
                "--kv-tokens=1000000",
                "--out=" + folder + "/fit");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("latencies.csv: 1 of 1 configurations fitted\nleft out: 2 rows of another mode");
        Files.copy(Path.of(Cli.TINY), folder.resolve("tiny.yaml"));
        Path scenario = Files.writeString(
                folder.resolve("mine.yaml"),
                "extends: [tiny.yaml, fit/profiles.yaml]\nsupply:\n  pools:\n    - {name: home-haiku, profile: my-llama}\n");
        Cli check = Cli.run("check", scenario.toString());
        assertThat(check.err()).isEmpty();
        assertThat(check.code()).isZero();
        assertThat(Cli.run("render", scenario.toString()).out())
                .contains("my-llama")
                .contains("tidegate calibrate, fitted to ")
                .contains("kv-tokens: 1000000");
    }

    /** What times do not tell is not made up: the profile is a comment that says what it lacks. */
    @Test
    void aProfileThatLacksSomethingIsAComment() throws IOException {
        Cli.run("calibrate", LATENCIES, "--configuration=kimi", "--out=" + folder + "/fit");
        assertThat(Files.readAllLines(folder.resolve("fit/profiles.yaml")))
                .contains("  # Left out: times do not tell the tokens of KV cache; give --kv-tokens.")
                .allMatch(line -> line.strip().startsWith("#"));
    }

    @Test
    void aUsersOwnSteps() throws IOException {
        StringBuilder text =
                new StringBuilder("batch,kv_tokens,prefill_tokens,prefill_position,prefill_requests,step_ms\n");
        for (int batch = 1; batch <= 64; batch *= 2) {
            text.append(batch + "," + 2000 * batch + ",0,0,0," + (10 + 0.05 * batch) + "\n");
            text.append(batch + "," + 8000 * batch + ",512,256,1," + (10 + 0.08 * batch + 0.04 * 512) + "\n");
        }
        Path data = Files.writeString(folder.resolve("my-steps.csv"), text);
        Cli run = Cli.run("calibrate", data.toString(), "--gpus=8", "--kv-tokens=500000", "--out=" + folder + "/fit");
        assertThat(run.err()).isEmpty();
        String yaml = Files.readString(folder.resolve("fit/profiles.yaml"));
        assertThat(yaml).contains("\nprofiles:\n  - name: my-steps\n", "    gpus: 8\n", "    kv-tokens: 500000\n");
        Percentage near = Percentage.withPercentage(0.1);
        assertThat(number(yaml, "c0", "ms")).isCloseTo(10, near);
        assertThat(number(yaml, "cB", "ms")).isCloseTo(0.04, near);
        assertThat(number(yaml, "cK", "us")).isCloseTo(0.005, near);
    }

    @Test
    void sameDataSameBytes() throws IOException {
        Cli.run("calibrate", STEPS, ONE, "--out", folder + "/a");
        Cli.run("calibrate", STEPS, ONE, "--out", folder + "/b");
        for (String name : List.of("calibration.csv", "calibration.json", "fit.png", "profiles.yaml")) {
            assertThat(folder.resolve("a").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(name));
        }
        Cli again = Cli.run("calibrate", STEPS, ONE, "--out", folder + "/a");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).endsWith("is not empty; choose another folder, or replace it with --overwrite\n");
        assertThat(Cli.run("calibrate", STEPS, ONE, "--out", folder + "/a", "--overwrite")
                        .code())
                .isZero();
    }

    @Test
    void misuse() {
        refused("no configuration's name contains 'gpt'", STEPS, "--configuration=gpt");
        refused("no profile 'mine' among 2 configurations; there are", STEPS, "--profile=mine");
        refused("--kv-tokens holds for one configuration, found 2;", STEPS, "--kv-tokens=5");
        refused("--kv-tokens must be 1 or more, found 0", STEPS, "--kv-tokens=0");
        refused(
                "need none, or experts and those that a token uses, such as 256/8, found '8/256'",
                STEPS,
                "--experts=8/256");
        refused("none.csv: no such file", "none.csv");
    }

    private static void refused(String message, String... words) {
        String[] args = new String[words.length + 1];
        args[0] = "calibrate";
        System.arraycopy(words, 0, args, 1, words.length);
        Cli run = Cli.run(args);
        assertThat(run.err()).contains(message);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }
}

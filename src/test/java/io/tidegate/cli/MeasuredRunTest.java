package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tidegate.scenario.CatalogListing;
import io.tidegate.scenario.ProfileReader;
import io.tidegate.serving.ServingProfile;
import io.tidegate.serving.StepLaw;
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

/**
 * A machine known only by the times of its kernels against a run of 300 requests that was measured on it, in overload. Nothing is
 * fitted to the run; the bands are what is reached, rounded up, so that a change that costs accuracy shows. {@code SOURCE.md}
 * beside the files says where they are from.
 */
class MeasuredRunTest {
    private static final String RUN = "src/test/resources/io/tidegate/hardware-run/";
    private static final String PROFILE = "l8b-rtx4090x1-tp1-bf16";

    @TempDir
    Path folder;

    private static Cli replay(String... options) {
        List<String> args = new ArrayList<>(List.of("replay", RUN + "trace.csv", "--profile", PROFILE));
        args.addAll(List.of("--max-batch", "256", "--token-budget", "2048", "--measured"));
        args.addAll(Arrays.asList(options));
        return Cli.run(args.toArray(String[]::new));
    }

    private static double meanError(Cli result, String name) {
        String line = result.outLines().stream()
                .filter(each -> each.startsWith(name + " error"))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(
                line.substring((name + " error").length()).strip().split(" ", 2)[0]);
    }

    /** Under the usual watermark, and without one, as the engine of the run had it: that one also kept what restarts lose. */
    @ParameterizedTest
    @CsvSource({"0.01, 2, 4, 2.5", "0, 6, 4, 6"})
    void meansAreNearTheMeasuredOnes(String watermark, double ttft, double tpot, double e2e) {
        Cli result = replay("--watermark", watermark);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("steps outside the fitted range");
        assertThat(Math.abs(meanError(result, "TTFT"))).isLessThan(ttft);
        assertThat(Math.abs(meanError(result, "TPOT"))).isLessThan(tpot);
        assertThat(Math.abs(meanError(result, "E2E"))).isLessThan(e2e);
    }

    @Test
    void measuredMeansAreThoseOfTheTrace() {
        // By awk over the trace: means of ttft_s, (e2e_s - ttft_s) / (num_decode_tokens - 1) and e2e_s are 65.4566,
        // 0.0324466,
        // 86.5783.
        assertThat(replay().outLines())
                .anyMatch(line -> line.matches("TTFT measured +65\\.5 s .*"))
                .anyMatch(line -> line.matches("TPOT measured +32\\.4 ms .*"))
                .anyMatch(line -> line.matches("E2E measured +86\\.6 s .*"));
    }

    @Test
    void theCataloguesProfileIsWhatTheKernelTimesGive() throws Exception {
        Path out = folder.resolve("fit");
        Cli result = Cli.run(
                "calibrate",
                RUN + "kernels",
                "--layers=32",
                "--kv-tokens=41392",
                "--profile=" + PROFILE,
                "--out=" + out);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("decode batch: 53 composed steps, error of the law: median 2.1 %")
                .contains("prefill tokens: 36 composed steps, error of the law: median 14.9 %")
                .contains("mixed tokens: 90 composed steps, error of the law: median 8.0 %");

        ServingProfile fitted = ProfileReader.read(out.resolve("profiles.yaml")).get(0);
        ServingProfile shipped = CatalogListing.profiles().stream()
                .filter(entry -> entry.name().equals(PROFILE))
                .findFirst()
                .orElseThrow()
                .value();
        assertThat(fitted.kvTokens()).isEqualTo(shipped.kvTokens());
        assertThat(fitted.range()).isEqualTo(shipped.range());
        assertThat(coefficients(fitted.law()))
                .zipSatisfy(coefficients(shipped.law()), (a, b) -> assertThat(a).isCloseTo(b, withinPercentage(0.1)));
    }

    private static List<Double> coefficients(StepLaw law) {
        return List.of(law.c0(), law.cB(), law.cK(), law.cP(), law.cPC());
    }

    @Test
    void kernelTimesNeedWhatTheyDoNotTell() {
        Cli result = Cli.run("calibrate", RUN + "kernels", "--layers=32");
        assertThat(result.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(result.errLines().get(0))
                .isEqualTo("a folder of kernel times needs --layers and --kv-tokens, and no --experts");
    }

    @Test
    void saysWhereMeasurementsAreMissingOrWrong() throws IOException {
        Path trace = Files.writeString(
                folder.resolve("trace.csv"),
                "arrived_at,num_prefill_tokens,num_decode_tokens,ttft_s,e2e_s\n0,10,2,0.5,0.4\n1,10,2,x,1\n");
        Cli wrong = Cli.run("replay", trace.toString(), "--profile", PROFILE, "--measured");
        assertThat(wrong.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(wrong.err())
                .contains("trace.csv:2: e2e_s: need the last token after the first, found 0.4")
                .contains("trace.csv:3: ttft_s: need a number of at least 0, found 'x'");

        Files.writeString(trace, "arrived_at,num_prefill_tokens,num_decode_tokens\n0,10,2\n");
        assertThat(Cli.run("replay", trace.toString(), "--profile", PROFILE, "--measured")
                        .err())
                .contains("trace.csv:1: the header lacks ttft_s, e2e_s");
    }
}

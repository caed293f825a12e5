package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.tidegate.serving.FittedRange;
import io.tidegate.serving.ServingProfile;
import io.tidegate.serving.StepLaw;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The catalogue's serving profiles against steps that their fits came from. */
class CatalogProfilesTest {
    /** That of other measurements, which {@code MeasuredRunTest} holds against them. */
    private static final String OF_KERNELS = "l8b-rtx4090x1-tp1-bf16";

    private static final Map<String, CatalogListing.Entry<ServingProfile>> PROFILES = CatalogListing.profiles().stream()
            .collect(Collectors.toMap(CatalogListing.Entry::name, Function.identity()));

    /**
     * By its meaning a tenth of the steps lies beyond the 90th percentile of a fit's error; none of these lies beyond twice that. A
     * coefficient in a wrong unit or row moves at least one of a profile's three kinds of step by more.
     */
    @Test
    void lawsMeetMeasuredStepsWithinTheErrorOfTheirFits() throws IOException {
        List<NamedCsvRecord> steps = steps();
        assertThat(steps).hasSize(3 * 29);
        int beyond = 0;
        for (NamedCsvRecord step : steps) {
            double batch = number(step, "batch");
            double prefill = number(step, "prefill_tokens");
            double seconds = seconds(
                    profile(step).law(), batch, number(step, "kv_tokens"), prefill, number(step, "mean_position"));
            double error = Math.abs(1e3 * seconds / number(step, "measured_ms") - 1);
            double usual = number(step, "p90_error");
            assertThat(error).as(step.toString()).isLessThan(2 * usual);
            beyond += error > usual ? 1 : 0;
        }
        assertThat(beyond).isLessThanOrEqualTo(steps.size() / 10);
    }

    @Test
    void rangesHoldTheMeasuredSteps() throws IOException {
        for (NamedCsvRecord step : steps()) {
            FittedRange range = profile(step).range();
            double batch = number(step, "batch");
            assertThat(batch).as(step.toString()).isLessThanOrEqualTo(range.maxBatch());
            assertThat(number(step, "prefill_tokens")).isLessThanOrEqualTo(range.maxPrefill());
            assertThat(number(step, "mean_position")).isLessThanOrEqualTo(range.maxContext());
            assertThat(batch == 0 || number(step, "kv_tokens") / batch <= range.maxContext())
                    .isTrue();
            assertThat(batch % range.ranks()).as("balanced over ranks").isZero();
        }
    }

    @Test
    void everyProfileStatesItsSourceItsErrorsAndItsRange() {
        assertThat(PROFILES).hasSize(30).containsKey(OF_KERNELS);
        PROFILES.forEach((name, entry) -> {
            if (name.equals(OF_KERNELS)) {
                return;
            }
            ServingProfile profile = entry.value();
            assertThat(entry.sources().get(0))
                    .as(name)
                    .startsWith("ai-dynamo/aiconfigurator@a77804e3, measured kernels for ")
                    .containsPattern("median error decode [\\d.]+ %, prefill [\\d.]+ %, mixed [\\d.]+ %$");
            assertThat(profile.range().maxContext()).as(name).isEqualTo(131_072);
            boolean parallel = name.matches(".*-(dp|wideep)\\d+.*");
            assertThat(profile.range().ranks()).as(name).isEqualTo(parallel ? profile.gpus() : 1);
            assertThat(profile.range().maxPrefill())
                    .as(name)
                    .isEqualTo(32_768 * profile.range().ranks());
            assertThat(profile.kvTokens())
                    .as(name)
                    .isGreaterThan(profile.range().maxContext());
        });
    }

    private static ServingProfile profile(NamedCsvRecord step) {
        return Objects.requireNonNull(PROFILES.get(step.getField("profile"))).value();
    }

    /** The step law as its Javadoc writes it. */
    private static double seconds(StepLaw law, double batch, double kv, double prefill, double position) {
        double compute = law.cB() * batch + law.cP() * prefill + law.cPC() * prefill * position;
        double memory = law.c0() + law.cK() * kv + law.w() * (1 - Math.exp(-(batch + prefill) / law.n0()));
        return law.effC() * compute + law.effM() * memory;
    }

    private static double number(NamedCsvRecord row, String column) {
        return Double.parseDouble(row.getField(column));
    }

    private static List<NamedCsvRecord> steps() throws IOException {
        try (InputStream in =
                        Objects.requireNonNull(CatalogProfilesTest.class.getResourceAsStream("measured-steps.csv"));
                CsvReader<NamedCsvRecord> reader = CsvReader.builder()
                        .commentStrategy(CommentStrategy.SKIP)
                        .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.stream().toList();
        }
    }
}

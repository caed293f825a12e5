package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.workload.LengthTable;
import io.tidegate.workload.SessionLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    private static final Path RESOURCES = Path.of("src/main/resources/io/tidegate");

    @Test
    void holdsEveryRecordedSessionAndRequest() {
        SessionLibrary library = Catalog.sessions();

        assertThat(library.sessions()).isEqualTo(482);
        assertThat(library.requests()).isEqualTo(32_574);
        int small = 0;
        int subagent = 0;
        int tasks = 0;
        double input = 0;
        double output = 0;
        for (int s = 0; s < library.sessions(); s++) {
            assertThat(library.gap(library.first(s))).isZero();
            assertThat(library.cached(library.first(s))).isZero();
            assertThat(library.opensTask(library.first(s))).isTrue();
            assertThat(library.first(s)).isLessThan(library.end(s));
        }
        for (int i = 0; i < library.requests(); i++) {
            assertThat(library.shared(i)).isPositive();
            input += library.input(i);
            output += library.output(i);
            small += library.small(i) ? 1 : 0;
            subagent += library.subagent(i) ? 1 : 0;
            tasks += library.opensTask(i) ? 1 : 0;
            assertThat(library.opensTask(i) && library.subagent(i)).isFalse();
        }
        assertThat(input / library.requests()).isCloseTo(117_943, within(0.5));
        assertThat(output / library.requests()).isCloseTo(440, within(0.5));
        assertThat(small).isEqualTo(650);
        assertThat(subagent).isEqualTo(542);
        assertThat(tasks).isEqualTo(5243);
    }

    /** The shares were published for, or computed from, the source traces; see the sessions' SOURCE.md. */
    @Test
    void cachesWhatTheTracesCache() {
        SessionLibrary library = Catalog.sessions();

        assertThat(cachedShare(library, Float.POSITIVE_INFINITY)).isCloseTo(0.963, within(0.0005));
        assertThat(cachedShare(library, 300)).isCloseTo(0.925, within(0.0005));
        assertThat(IntStream.range(0, library.requests())
                        .mapToDouble(i -> Math.min(library.gap(i), 300))
                        .average()
                        .orElseThrow())
                .isCloseTo(36.9, within(0.05));
    }

    @ParameterizedTest
    @MethodSource("io.tidegate.scenario.Catalog#lengthNames")
    void holdsTheLengthsThatItsSourceFileStates(String name) throws IOException {
        LengthTable table = Catalog.lengths(name);
        String cell = "\\s*([\\d,.]+) / ([\\d,]+) / ([\\d,]+)\\s*\\|";
        Matcher stated = Pattern.compile("\\| " + name + " \\|" + cell + cell)
                .matcher(Files.readString(RESOURCES.resolve("lengths/SOURCE.md")));

        assertThat(stated.find()).isTrue();
        assertThat(table.name()).isEqualTo(name);
        assertThat(table.size()).isEqualTo(4096);
        assertThat(describe(table, table::input)).containsExactly(stated.group(1), stated.group(2), stated.group(3));
        assertThat(describe(table, table::output)).containsExactly(stated.group(4), stated.group(5), stated.group(6));
    }

    /** The calibration's class means; prefill, which decides a class's work, must be near them. */
    @Test
    void standsNearTheCalibratedInputs() {
        assertThat(meanInput("servegen-classification")).isBetween(412 * 0.94, 412 * 1.06);
        assertThat(meanInput("servegen-retrieval")).isBetween(2685 * 0.94, 2685 * 1.06);
        assertThat(meanInput("servegen-document")).isBetween(21_396 * 0.94, 21_396 * 1.06);
    }

    @ParameterizedTest
    @MethodSource("io.tidegate.scenario.Catalog#burstinessNames")
    void holdsBurstinessInRisingOrderWithinItsBounds(String name) {
        double[] values = Catalog.burstiness(name);

        assertThat(values).hasSize(256).isSorted();
        assertThat(values[0]).isGreaterThanOrEqualTo(0.7);
        assertThat(values[255]).isEqualTo(8);
        assertThat(values[127]).isBetween(1.8, 2.6);
    }

    @Test
    void namesWhatThereIsWhenAskedForSomethingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalog.lengths("servegen-documents"))
                .withMessageContaining("servegen-documents")
                .withMessageContaining("servegen-document,");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalog.burstiness("../catalog"))
                .withMessageContaining("servegen-mid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions", "lengths", "burstiness"})
    void shipsTheFilesWhoseHashesAreStated(String folder) throws IOException {
        String stated = Files.readString(RESOURCES.resolve(folder).resolve("SOURCE.md"));
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            List<Path> data = files.filter(file -> !file.endsWith("SOURCE.md")).toList();
            assertThat(data).isNotEmpty();
            for (Path file : data) {
                assertThat(stated).contains(file.getFileName().toString()).contains(sha256(file));
            }
        }
    }

    private static double cachedShare(SessionLibrary library, float timeToLive) {
        double cached = 0;
        double input = 0;
        for (int i = 0; i < library.requests(); i++) {
            input += library.input(i);
            cached += library.gap(i) <= timeToLive ? Math.max(library.cached(i), library.shared(i)) : library.shared(i);
        }
        return cached / input;
    }

    private static double meanInput(String name) {
        LengthTable table = Catalog.lengths(name);
        return IntStream.range(0, table.size()).map(table::input).average().orElseThrow();
    }

    private static List<String> describe(LengthTable table, IntUnaryOperator column) {
        int[] sorted = IntStream.range(0, table.size()).map(column).sorted().toArray();
        return List.of(
                String.format(
                        Locale.ROOT, "%,.1f", Arrays.stream(sorted).average().orElseThrow()),
                String.format(Locale.ROOT, "%,d", sorted[sorted.length / 2]),
                String.format(Locale.ROOT, "%,d", sorted[(int) (0.99 * sorted.length)]));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

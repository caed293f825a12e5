package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the shipped YAML must hold whatever reads it: names that resolve, curves of mean 1, a source for every number. */
class ShippedYamlTest {
    private static final double[] UTC_OFFSETS = {9, 5.5, 2, -4, -7};
    private static final double[] PROFESSIONAL_WEIGHTS = {0.15, 0.10, 0.27, 0.28, 0.20};

    @Test
    void catalogueHasSixAcceleratorsAndThirtyProfiles() {
        Map<?, ?> hardware = map(load(Catalog.hardware()));

        assertThat(names(hardware, "accelerators")).containsExactly("H100", "H200", "B200", "GB200", "GB300", "A100");
        assertThat(new HashSet<>(names(hardware, "profiles"))).hasSize(30);
        assertThat(unsourced(hardware, "", false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limits-2026-04", "limits-2026-05"})
    void publishedLimitsHaveASourceEach(String name) throws IOException {
        Map<?, ?> limits =
                map(load(Files.readString(Path.of("src/main/resources/io/tidegate/catalog", name + ".yaml"))));

        assertThat(list(map(limits.get("limits")).get("api"))).hasSizeGreaterThan(3);
        assertThat(unsourced(limits, "", false)).isEmpty();
    }

    @Test
    void curvesHaveTwentyFourHoursOfMeanOne() {
        Map<?, ?> catalogue = map(load(Catalog.curves()));

        assertThat(names(catalogue, "curves")).containsExactly("professional", "consumer", "api-flat", "api-agentic");
        for (Object curve : list(catalogue.get("curves"))) {
            for (String key : List.of("hours", "weekend-hours")) {
                double[] hours = numbers(map(curve).get(key));
                assertThat(hours).hasSize(24);
                assertThat(mean(hours)).isCloseTo(1, within(0.0005));
            }
        }
        assertThat(unsourced(catalogue, "", false)).isEmpty();
    }

    @Test
    void agenticCurveIsHalfTheProfessionalOneSeenInUtcAndHalfFlat() {
        List<?> curves = list(map(load(Catalog.curves())).get("curves"));
        double[] professional = numbers(map(curves.get(0)).get("hours"));
        double[] flat = numbers(map(curves.get(2)).get("hours"));
        double[] agentic = numbers(map(curves.get(3)).get("hours"));

        for (int hour = 0; hour < 24; hour++) {
            double inUtc = 0;
            for (int r = 0; r < UTC_OFFSETS.length; r++) {
                double local = hour + UTC_OFFSETS[r];
                int floor = (int) Math.floor(local);
                double part = local - floor;
                inUtc += PROFESSIONAL_WEIGHTS[r]
                        * ((1 - part) * professional[Math.floorMod(floor, 24)]
                                + part * professional[Math.floorMod(floor + 1, 24)]);
            }
            assertThat(agentic[hour]).isCloseTo((inUtc + flat[hour]) / 2, within(0.0015));
        }
    }

    @Test
    void everyNumberOfEveryScenarioHasASource() throws IOException {
        for (Path file : scenarios()) {
            assertThat(unsourced(load(Files.readString(file)), "", false))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @Test
    void scenariosNameOnlyWhatExists() throws IOException {
        List<String> profiles = names(map(load(Catalog.hardware())), "profiles");
        List<String> accelerators = names(map(load(Catalog.hardware())), "accelerators");
        for (Path file : scenarios()) {
            Map<?, ?> scenario = map(load(Files.readString(file)));
            assertThat(scenario.get("name"))
                    .isEqualTo(file.getFileName().toString().replace(".yaml", ""));
            if (scenario.containsKey("extends")) {
                assertThat(file.resolveSibling(String.valueOf(scenario.get("extends"))))
                        .exists();
            } else {
                Map<?, ?> supply = map(scenario.get("supply"));
                List<String> models = names(scenario, "models");
                List<String> sites = names(supply, "sites");
                for (Object pool : list(supply.get("pools"))) {
                    assertThat(profiles).contains(String.valueOf(map(pool).get("profile")));
                    assertThat(accelerators).contains(String.valueOf(map(pool).get("accelerator")));
                    assertThat(models).contains(String.valueOf(map(pool).get("model")));
                    assertThat(sites).contains(String.valueOf(map(pool).get("site")));
                }
            }
        }
    }

    /** The totals of the calibration: 638,976 accelerators before, 209,664 in the injection. */
    @Test
    void defaultFleetHasTheCalibratedSize() throws IOException {
        Map<?, ?> scenario = map(load(Files.readString(Path.of("scenarios/capacity-injection.yaml"))));
        long before = 0;
        long injected = 0;
        for (Object pool : list(map(scenario.get("supply")).get("pools"))) {
            long gpus = Long.parseLong(String.valueOf(map(pool).get("gpus")))
                    * Long.parseLong(String.valueOf(map(pool).get("replicas")));
            if (String.valueOf(map(pool).get("site")).equals("colossus-1")) {
                injected += gpus;
            } else {
                before += gpus;
            }
        }
        assertThat(before).isEqualTo(638_976);
        assertThat(injected).isEqualTo(209_664);
    }

    private static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("scenarios"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static Object load(String yaml) {
        return new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build()).loadFromString(yaml);
    }

    /** Paths of numbers, plain or with a unit, that have no source beside or above them. */
    private static List<String> unsourced(Object node, String path, boolean sourced) {
        List<String> found = new ArrayList<>();
        if (node instanceof Map<?, ?> map) {
            boolean covered = sourced || map.containsKey("source");
            map.forEach((key, value) -> found.addAll(unsourced(value, path + "." + key, covered)));
        } else if (node instanceof List<?> list) {
            list.forEach(item -> found.addAll(unsourced(item, path + "[]", sourced)));
        } else if (!sourced && (node instanceof Number || String.valueOf(node).matches("[\\d.]+( [\\w%].*)?"))) {
            found.add(path);
        }
        return found;
    }

    private static List<String> names(Map<?, ?> map, String key) {
        return list(map.get(key)).stream()
                .map(item -> String.valueOf(map(item).get("name")))
                .toList();
    }

    private static Map<?, ?> map(@Nullable Object node) {
        return (Map<?, ?>) Objects.requireNonNull(node);
    }

    private static List<?> list(@Nullable Object node) {
        return (List<?>) Objects.requireNonNull(node);
    }

    private static double[] numbers(@Nullable Object node) {
        return list(node).stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .toArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}

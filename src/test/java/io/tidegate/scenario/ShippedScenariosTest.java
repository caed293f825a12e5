package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped scenarios, read as a user's are. */
class ShippedScenariosTest {
    static List<Path> scenarios() {
        try (Stream<Path> files = Files.list(Path.of("scenarios"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void eachLoadsAndItsResolvedFormLoadsToTheSame(Path file) throws ScenarioException {
        LoadedScenario loaded = ScenarioLoader.load(file, List.of());
        LoadedScenario again = ScenarioLoader.parse("again", loaded.resolvedYaml(), List.of());
        assertThat(again.scenario()).isEqualTo(loaded.scenario());
        assertThat(again.sha256()).isEqualTo(loaded.sha256());
        assertThat(again.sources())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("origin")
                .isEqualTo(loaded.sources());
        Scenario scenario = loaded.scenario();
        assertThat(scenario.accelerators())
                .as("only what pools name is kept")
                .allMatch(accelerator -> scenario.supply().pools().stream()
                        .anyMatch(pool -> pool.accelerator().equals(accelerator.name())));
        assertThat(scenario.profiles())
                .as("only what pools name is kept")
                .allMatch(profile -> scenario.supply().pools().stream()
                        .anyMatch(pool -> pool.profile().equals(profile.name())));
    }

    @Test
    void theCatalogueLiesUnderEveryScenario() {
        Scenario plain = Tiny.load(Tiny.TEXT).scenario();
        assertThat(plain.accelerators()).extracting(a -> a.name()).containsExactly("chip");
        Scenario named = Tiny.load(
                        Tiny.with(
                                "site: old, model: small, accelerator: chip",
                                "site: old, model: small, accelerator: H100"),
                        "accelerators.H100.idle=99 W",
                        "accelerators.H200.idle=98 W")
                .scenario();
        assertThat(named.accelerators()).extracting(a -> a.name()).containsExactly("H100", "chip");
        assertThat(named.accelerators().get(0).idle()).isEqualTo(99);
        assertThat(named.accelerators().get(0).tdp()).isEqualTo(700);
    }

    @Test
    void aScenarioMayExtendTheCatalogueByName() {
        assertThat(Tiny.load("extends: catalog:hardware\n" + Tiny.TEXT)
                        .scenario()
                        .profiles())
                .as("what a scenario extends by name it keeps")
                .hasSize(31);
    }
}

package io.tidegate.experiment.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.RunHead;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps two runs from being paired, each with both values. */
class PairingTest {
    private static final RunHead BASE = RunDiffTest.head(1, 1);

    /** A run like the base but for what is given. */
    private record Other(
            String version,
            long seed,
            int replications,
            int cells,
            int fleetCells,
            int groups,
            String zone,
            List<String> populations,
            List<RunHead.Span> phases) {
        Other() {
            this("1", 1, 1, 5, 5, 5, "UTC", BASE.populations(), BASE.phases());
        }

        RunHead head() {
            return new RunHead(
                    "other",
                    version,
                    "beef",
                    "1".repeat(64),
                    seed,
                    replications,
                    cells,
                    fleetCells,
                    groups,
                    zone,
                    0.1,
                    populations,
                    phases);
        }
    }

    private static RunHead.Span span(String name, String start, double length) {
        return new RunHead.Span(name, "label", "after", "", start, length);
    }

    static Stream<Arguments> others() {
        List<String> who = BASE.populations();
        List<RunHead.Span> when = BASE.phases();
        String usual = "phases: after from 2026-05-05T07:00 for 600 s in the first, ";
        return Stream.of(
                Arguments.of(
                        new Other("2", 1, 1, 5, 5, 5, "UTC", who, when),
                        "program version: 1 in the first, 2 in the second"),
                Arguments.of(new Other("1", 2, 1, 5, 5, 5, "UTC", who, when), "seed: 1 in the first, 2 in the second"),
                Arguments.of(
                        new Other("1", 1, 3, 5, 5, 5, "UTC", who, when),
                        "replications: 1 in the first, 3 in the second"),
                Arguments.of(new Other("1", 1, 1, 4, 5, 5, "UTC", who, when), "cells: 5 in the first, 4 in the second"),
                Arguments.of(
                        new Other("1", 1, 1, 5, 6, 5, "UTC", who, when),
                        "fleet cells: 5 in the first, 6 in the second"),
                Arguments.of(
                        new Other("1", 1, 1, 5, 5, 10, "UTC", who, when),
                        "groups of cells: 5 in the first, 10 in the second"),
                Arguments.of(
                        new Other("1", 1, 1, 5, 5, 5, "Europe/Berlin", who, when),
                        "time zone: UTC in the first, Europe/Berlin in the second"),
                Arguments.of(
                        new Other("1", 1, 1, 5, 5, 5, "UTC", List.of("pro", "free", "tier-1"), when),
                        "plans and tiers: free, pro, tier-1 in the first, pro, free, tier-1 in the second"),
                Arguments.of(
                        new Other("1", 1, 1, 5, 5, 5, "UTC", who, List.of(span("later", "2026-05-05T07:00", 600))),
                        usual + "later from 2026-05-05T07:00 for 600 s in the second"),
                Arguments.of(
                        new Other("1", 1, 1, 5, 5, 5, "UTC", who, List.of(span("after", "2026-05-06T07:00", 600))),
                        usual + "after from 2026-05-06T07:00 for 600 s in the second"),
                Arguments.of(
                        new Other("1", 1, 1, 5, 5, 5, "UTC", who, List.of(span("after", "2026-05-05T07:00", 0.5))),
                        usual + "after from 2026-05-05T07:00 for 0.5 s in the second"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void eachObstacleIsNamed(Other other, String message) {
        assertThat(Pairing.obstacles(BASE, other.head())).containsExactly(message);
    }

    /** Name, hash, label and slice may differ. */
    @Test
    void whatDoesNotMatterIsNone() {
        RunHead labelled = new Other("1", 1, 1, 5, 5, 5, "UTC", BASE.populations(), BASE.phases()).head();
        assertThat(Pairing.obstacles(BASE, labelled)).isEmpty();
        assertThat(Pairing.obstacles(BASE, new Other().head())).isEmpty();
    }

    @Test
    void allAreNamedTogether() {
        RunHead other = new Other("2", 2, 2, 4, 6, 8, "Asia/Tokyo", List.of(), List.of()).head();
        assertThat(Pairing.obstacles(BASE, other)).hasSize(9);
    }

    /** Unpaired, only what is measured must be the same. */
    @Test
    void otherDrawsCanBeComparedUnpaired() {
        RunHead other = new Other("2", 2, 2, 4, 6, 8, "UTC", List.of("pro"), BASE.phases()).head();
        assertThat(Pairing.otherSpans(BASE, other)).isEmpty();
        assertThat(Pairing.otherSpans(BASE, RunDiffTest.head(2, 3))).isEmpty();
        assertThat(Pairing.otherSpans(BASE, new Other("1", 1, 1, 5, 5, 5, "UTC", List.of(), List.of()).head()))
                .hasSize(1);
    }
}

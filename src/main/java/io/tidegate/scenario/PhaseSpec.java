package io.tidegate.scenario;

import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.time.LocalDateTime;

/**
 * A named span that is simulated on its own and compared with the others.
 *
 * @param name the phase, a word for files and keys
 * @param label how tables and charts call it
 * @param start local time, in the scenario's zone, at which measuring starts
 * @param length measured seconds
 */
public record PhaseSpec(
        String name,
        String label,
        LocalDateTime start,
        @Unit(value = Dimension.TIME, min = 60, max = 3.2e7) double length) {}

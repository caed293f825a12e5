package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.PhaseSpan;
import java.util.List;

/**
 * What a phase gave: one outcome a group of cells.
 *
 * @param fleet the fleet that served it
 * @param span when it happened
 * @param groups outcomes, each the sum of its cells
 */
record PhaseOutcome(FleetModel fleet, PhaseSpan span, List<CellOutcome> groups) {
    Groups statistics() {
        return new Groups(fleet, groups);
    }
}

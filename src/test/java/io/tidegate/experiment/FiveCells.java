package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.scenario.LoadedScenario;
import java.util.ArrayList;
import java.util.List;

/**
 * Outcomes of all five cells of tiny's fleet in its phases before and after, written by hand. Its populations: free, pro, max-5x,
 * tier-1, negotiated.
 */
final class FiveCells {
    static final int PRO = 1;
    static final int TIER_1 = 3;

    private static final int POPULATIONS = 5;

    private FiveCells() {}

    /** Writes what cells met. */
    interface Pen {
        /** What cell {@code g} met in a phase, 0 or 1. */
        void write(CellOutcome cell, int phase, int g);
    }

    /** What is measured of them. */
    static Measured measured(LoadedScenario tiny, Pen pen) {
        FleetModel fleet = FleetModels.of(tiny.scenario());
        List<PhaseOutcome> outcomes = new ArrayList<>();
        for (int phase = 0; phase < 2; phase++) {
            PhaseSpan span = FleetModels.span(
                    tiny.scenario().run(), tiny.scenario().phases().get(phase));
            List<CellOutcome> cells = new ArrayList<>();
            for (int g = 0; g < 5; g++) {
                CellOutcome cell = new CellOutcome(POPULATIONS, 2, 2, 4, 2, span);
                cell.limited = new LimitedUsers(3);
                pen.write(cell, phase, g);
                cells.add(cell);
            }
            outcomes.add(new PhaseOutcome(fleet, span, cells));
        }
        return Measures.of(tiny, tiny.runs(), outcomes);
    }
}

package io.tidegate.experiment;

import io.tidegate.experiment.Experiment.PhaseOutcome;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.limits.Denial;
import io.tidegate.scenario.LoadedScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader must know before trusting a number. */
final class Warnings {
    private static final int POOLED = 16;

    private Warnings() {}

    static List<String> of(LoadedScenario loaded, FleetModel fleet, List<PhaseOutcome> outcomes) {
        List<String> all = new ArrayList<>(loaded.warnings());
        CellOutcome first = outcomes.get(0).groups().get(0);
        for (int m = 0; m < fleet.models().size(); m++) {
            double replicas = 0;
            for (int p = 0; p < fleet.pools().size(); p++) {
                replicas += fleet.pools().get(p).model() == m ? first.replicas[p] / first.cells : 0;
            }
            if (replicas < POOLED) {
                all.add(String.format(
                        Locale.ROOT,
                        "%s has %.0f replicas in a cell: pools this small overstate queue wait near saturation,"
                                + " by 10-50 %% at their tail",
                        fleet.models().get(m).name(),
                        replicas));
            }
        }
        int units = outcomes.get(0).groups().size();
        if (units < 5) {
            all.add("no intervals: they need 5 cells or replications, this run has " + units);
        }
        for (Denial reason : List.of(Denial.QUEUE_FULL, Denial.TOO_LARGE, Denial.SITE_DOWN)) {
            for (int p = 0; p < outcomes.size(); p++) {
                Groups groups = new Groups(fleet, outcomes.get(p).groups());
                long denied = groups.denied(fleet.populations(), reason);
                if (denied > 0) {
                    all.add(String.format(
                            Locale.ROOT,
                            "%d tries were refused with %s in %s",
                            denied,
                            reason,
                            loaded.scenario().phases().get(p).label()));
                }
            }
        }
        return all;
    }
}

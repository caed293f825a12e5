package io.tidegate.experiment;

import io.tidegate.experiment.Experiment.PhaseOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.limits.Denial;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.PhaseSpec;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader must know before trusting a number. */
final class Warnings {
    private Warnings() {}

    static List<String> of(LoadedScenario loaded, FleetModel fleet, List<PhaseOutcome> outcomes) {
        List<String> all = new ArrayList<>(loaded.warnings());
        int units = outcomes.get(0).groups().size();
        if (units < 5) {
            all.add("no intervals: they need 5 cells or replications, this run has " + units);
        }
        LocalTime first = loaded.scenario().phases().get(0).start().toLocalTime();
        for (PhaseSpec phase : loaded.scenario().phases()) {
            if (!phase.start().toLocalTime().equals(first)) {
                all.add(phase.label() + " starts at " + phase.start().toLocalTime() + ", not at " + first
                        + ": its time series are drawn and listed as if it did");
            }
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

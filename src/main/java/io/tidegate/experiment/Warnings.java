package io.tidegate.experiment;

import io.tidegate.experiment.Experiment.PhaseOutcome;
import io.tidegate.experiment.RunSummary.Pool;
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
    /** Share of steps. */
    private static final double WORTH_A_WARNING = 0.01;

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
        all.addAll(outsideFit(loaded, fleet, outcomes));
        return all;
    }

    /** For each pool, the phase in which most of its steps lie outside what its profile was fitted to. */
    private static List<String> outsideFit(LoadedScenario loaded, FleetModel fleet, List<PhaseOutcome> outcomes) {
        List<List<Pool>> phases = outcomes.stream()
                .map(phase -> new EngineSummary(fleet, new Groups(fleet, phase.groups())).pools())
                .toList();
        List<String> all = new ArrayList<>();
        for (int p = 0; p < fleet.pools().size(); p++) {
            int worst = 0;
            for (int phase = 1; phase < phases.size(); phase++) {
                worst = phases.get(phase).get(p).outside()
                                > phases.get(worst).get(p).outside()
                        ? phase
                        : worst;
            }
            Pool pool = phases.get(worst).get(p);
            if (pool.outside() >= WORTH_A_WARNING) {
                all.add(String.format(
                        Locale.ROOT,
                        "%.1f %% of the steps of pool %s in %s lie outside the range its profile was fitted to, and are"
                                + " extrapolated: longer contexts %.1f %%, larger steps %.1f %%, unbalanced ranks %.1f %%",
                        100 * pool.outside(),
                        pool.name(),
                        loaded.scenario().phases().get(worst).label(),
                        100 * pool.beyondContext(),
                        100 * pool.beyondSize(),
                        100 * pool.unbalanced()));
            }
        }
        return all;
    }
}

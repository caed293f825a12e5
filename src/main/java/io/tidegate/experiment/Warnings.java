package io.tidegate.experiment;

import io.tidegate.experiment.RunSummary.Pool;
import io.tidegate.fleet.FleetModel;
import io.tidegate.limits.Denial;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.PhaseSpec;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a reader must know before trusting a number. */
final class Warnings {
    /** Share of a pool's steps that are extrapolated. */
    private static final double WORTH_A_WARNING = 0.01;

    private Warnings() {}

    static List<String> of(LoadedScenario loaded, List<PhaseOutcome> outcomes) {
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
                Groups groups = outcomes.get(p).statistics();
                long denied = groups.denied(groups.fleet().populations(), reason);
                if (denied > 0 && !(reason == Denial.QUEUE_FULL && isProtected(groups.fleet()))) {
                    all.add(String.format(
                            Locale.ROOT,
                            "%d tries were refused with %s in %s",
                            denied,
                            reason,
                            loaded.runs().get(p).phase().label()));
                }
            }
        }
        all.addAll(outsideFit(outcomes));
        return all;
    }

    /**
     * Whether a scenario says how the service protects itself. A full queue is then refused on purpose and no defect, as what is
     * refused with {@link Denial#OVERLOADED} never is.
     */
    private static boolean isProtected(FleetModel fleet) {
        return fleet.limits().stream().anyMatch(limits -> !limits.overload().isUsual());
    }

    /** How far pools went beyond what their profiles were fitted to, in the worst phase of each; nothing if none did. */
    private static List<String> outsideFit(List<PhaseOutcome> outcomes) {
        boolean[] beyond = new boolean[outcomes.get(0).fleet().pools().size()];
        double context = 0;
        double size = 0;
        double balance = 0;
        for (PhaseOutcome phase : outcomes) {
            List<Pool> pools = new EngineSummary(phase.fleet(), phase.statistics()).pools();
            for (int p = 0; p < beyond.length; p++) {
                Pool pool = pools.get(p);
                beyond[p] |= pool.outside() >= WORTH_A_WARNING;
                context = StrictMath.max(context, pool.beyondContext());
                size = StrictMath.max(size, pool.beyondSize());
                balance = StrictMath.max(balance, pool.unbalanced());
            }
        }
        long count = IntStream.range(0, beyond.length).filter(p -> beyond[p]).count();
        if (count == 0) {
            return List.of();
        }
        List<String> causes = new ArrayList<>();
        cause(causes, "longer contexts", context);
        cause(causes, "larger steps", size);
        cause(causes, "fewer requests than data-parallel ranks", balance);
        return List.of(String.format(
                Locale.ROOT,
                "step times of %d of %d pools are extrapolated from what their profiles were fitted to: %s",
                count,
                beyond.length,
                String.join(", ", causes)));
    }

    private static void cause(List<String> causes, String name, double share) {
        if (share > 0) {
            causes.add(String.format(Locale.ROOT, "%s in up to %.2g %% of a pool's steps", name, 100 * share));
        }
    }
}

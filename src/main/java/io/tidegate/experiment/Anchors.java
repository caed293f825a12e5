package io.tidegate.experiment;

import io.tidegate.experiment.Experiment.PhaseOutcome;
import io.tidegate.experiment.RunSummary.Anchor;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.limits.Denial;
import io.tidegate.limits.LimitsSpec;
import io.tidegate.limits.PeakSpec;
import io.tidegate.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Published figures beside what was simulated. Those that an input was fitted to are marked as calibrated; only the predicted
 * ones are evidence. An anchor that a scenario has no plan, tier or site for is left out.
 */
final class Anchors {
    private static final String CALIBRATED = "calibrated";
    private static final String PREDICTED = "predicted";
    private static final String PRO = "pro";

    private final Scenario scenario;
    private final FleetModel fleet;
    private final List<PhaseOutcome> outcomes;
    private final @Nullable LimitedUsers withoutPeak;
    private final List<Anchor> anchors = new ArrayList<>();

    Anchors(Scenario scenario, FleetModel fleet, List<PhaseOutcome> outcomes, @Nullable LimitedUsers withoutPeak) {
        this.scenario = scenario;
        this.fleet = fleet;
        this.outcomes = outcomes;
        this.withoutPeak = withoutPeak;
    }

    /** Whether a peak factor held for the plan of its anchor at any time in the weeks before a phase. */
    static boolean hasPeakFactor(FleetModel fleet, PhaseSpan phase) {
        for (int i = 0; i < fleet.limits().size(); i++) {
            PeakSpec peak = fleet.limits().get(i).peak();
            boolean ended = i + 1 < fleet.limits().size() && fleet.limitsFrom().get(i + 1) <= phase.preRollFrom();
            boolean began = fleet.limitsFrom().get(i) < phase.warmUpFrom();
            if (began && !ended && peak.factor() > 1 && peak.plans().contains(PRO)) {
                return true;
            }
        }
        return false;
    }

    /** The fleet with usage counting alike at all hours. */
    static FleetModel withoutPeakFactor(FleetModel fleet) {
        List<LimitsSpec> flat = new ArrayList<>();
        for (LimitsSpec limits : fleet.limits()) {
            PeakSpec peak = limits.peak();
            flat.add(limits.withPeak(peak.withFactor(1)));
        }
        return fleet.withLimits(flat);
    }

    List<Anchor> all() {
        LimitedUsers withPeak = new LimitedUsers(fleet.demand().plans().size());
        outcomes.get(0).groups().forEach(g -> withPeak.merge(g.limited));
        if (withoutPeak != null) {
            newlyLimited(withPeak, withoutPeak);
        }
        weeklyCap(withPeak);
        bindingLimit();
        cachedShare();
        envelope();
        return anchors;
    }

    private void newlyLimited(LimitedUsers withPeak, LimitedUsers without) {
        int plan = plan(PRO);
        if (plan < 0 || withPeak.active[plan] == 0) {
            return;
        }
        double pro = points(withPeak, without, plan, plan + 1);
        // The first plan is the free one: paying users are the others.
        double paid = points(withPeak, without, 1, withPeak.active.length);
        anchors.add(new Anchor(
                "Pro users that meet the five-hour limit in a week only because of the peak factor",
                "about 7 % of users, Pro most (provider's statement of 26 March 2026, as quoted in press)",
                String.format(Locale.ROOT, "%.1f %% of active Pro users, %.1f %% of all paying", pro, paid),
                CALIBRATED,
                pro >= 6 && pro <= 8));
    }

    private static double points(LimitedUsers withPeak, LimitedUsers without, int from, int to) {
        long active = 0;
        long newly = 0;
        for (int p = from; p < to; p++) {
            active += withPeak.active[p];
            newly += withPeak.byWindow[p] - without.byWindow[p];
        }
        return 100.0 * newly / Math.max(1, active);
    }

    private void weeklyCap(LimitedUsers withPeak) {
        double share = -1;
        String plan = "";
        for (int p = 0; p < withPeak.active.length; p++) {
            double ofPlan = 100.0 * withPeak.byWeek[p] / Math.max(1, withPeak.active[p]);
            if (withPeak.active[p] > 0 && ofPlan > share) {
                share = ofPlan;
                plan = fleet.demand().plans().get(p).name();
            }
        }
        if (share < 0) {
            return;
        }
        // All plans together would be mostly free users, who meet no weekly cap.
        anchors.add(new Anchor(
                "Users that meet the weekly cap in a week, of the plan with most",
                "under 5 % of users (provider's announcement of the weekly caps, 2025)",
                String.format(Locale.ROOT, "%.1f %% of active users of %s", share, plan),
                CALIBRATED,
                share < 5));
    }

    private void bindingLimit() {
        int tier = tier("tier-1");
        if (tier < 0 || outcomes.size() < 2) {
            return;
        }
        int population = fleet.demand().plans().size() + tier;
        long[] before = opusDenials(outcomes.get(0), population);
        long[] after = opusDenials(outcomes.get(outcomes.size() - 1), population);
        anchors.add(new Anchor(
                "Limit that denies most at API tier 1, first model class",
                "ITPM before, RPM after the new table (arithmetic on the published tables)",
                String.format(
                        Locale.ROOT,
                        "ITPM %d : RPM %d before, ITPM %d : RPM %d after",
                        before[0],
                        before[1],
                        after[0],
                        after[1]),
                // Sizes and model classes of small customers were chosen with this figure in view: it is no evidence.
                CALIBRATED,
                before[0] > before[1] && after[1] > after[0]));
    }

    private static long[] opusDenials(PhaseOutcome phase, int population) {
        long[] denied = new long[2];
        for (CellOutcome group : phase.groups()) {
            denied[0] += group.denied[population][0][Denial.ITPM.ordinal()];
            denied[1] += group.denied[population][0][Denial.RPM.ordinal()];
        }
        return denied;
    }

    private void cachedShare() {
        double[] tokens = new double[3];
        for (PhaseOutcome phase : outcomes) {
            for (CellOutcome group : phase.groups()) {
                for (int i = 0; i < 3; i++) {
                    tokens[i] += group.agentTokens[i];
                }
            }
        }
        if (tokens[2] == 0) {
            return;
        }
        double simulated = tokens[0] / tokens[2];
        double ideal = tokens[1] / tokens[2];
        anchors.add(new Anchor(
                "Cached share of agents' input",
                String.format(
                        Locale.ROOT,
                        "%.3f for an ideal cache at the recorded times of the same sessions (within 0.02)",
                        ideal),
                String.format(Locale.ROOT, "%.3f", simulated),
                PREDICTED,
                Math.abs(simulated - ideal) <= 0.02));
    }

    private void envelope() {
        PhaseOutcome last = outcomes.get(outcomes.size() - 1);
        for (int s = 0; s < fleet.sites().size(); s++) {
            if (fleet.sites().get(s).spec().ramp() == null) {
                continue;
            }
            double peak = 0;
            long capped = 0;
            double readings = 0;
            int cells = 0;
            for (CellOutcome group : last.groups()) {
                peak += group.peakWatts[s];
                capped += group.cappedReadings[s];
                readings += PhaseSummary.total(group.readings);
                cells += group.cells;
            }
            if (readings == 0) {
                continue;
            }
            double megawatts = peak * fleet.injectionCells() / cells / 1e6;
            double envelope = fleet.sites().get(s).spec().envelope() / 1e6;
            anchors.add(new Anchor(
                    "Greatest power of " + fleet.sites().get(s).spec().name() + " after the injection",
                    String.format(Locale.ROOT, "the site's envelope of %.4g MW holds", envelope),
                    // A site that wants more is held to its envelope, so what it drew alone could never miss.
                    String.format(
                            Locale.ROOT, "%.4g MW, held back in %s readings", megawatts, capped == 0 ? "no" : capped),
                    PREDICTED,
                    capped == 0));
        }
    }

    private int plan(String name) {
        for (int p = 0; p < scenario.demand().plans().size(); p++) {
            if (scenario.demand().plans().get(p).name().equals(name)) {
                return p;
            }
        }
        return -1;
    }

    private int tier(String name) {
        for (int t = 0; t < scenario.demand().api().tiers().size(); t++) {
            if (scenario.demand().api().tiers().get(t).name().equals(name)) {
                return t;
            }
        }
        return -1;
    }
}

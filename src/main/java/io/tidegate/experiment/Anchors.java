package io.tidegate.experiment;

import io.tidegate.experiment.AnchorList.Claim;
import io.tidegate.experiment.AnchorList.Kind;
import io.tidegate.experiment.RunSummary.Anchor;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.fleet.PrefixUse;
import io.tidegate.limits.Denial;
import io.tidegate.limits.LimitsSpec;
import io.tidegate.limits.PeakSpec;
import io.tidegate.scenario.RunSpec;
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
    private static final String PRO = "pro";
    private static final String TIER = "tier-1";
    private static final double FIVE_MINUTES = 300;

    private final Scenario scenario;
    private final FleetModel fleet;
    private final List<PhaseOutcome> outcomes;
    private final @Nullable LimitedUsers withoutPeak;
    private final AnchorList anchors = new AnchorList();

    Anchors(Scenario scenario, List<PhaseOutcome> outcomes, @Nullable LimitedUsers withoutPeak) {
        this.scenario = scenario;
        this.fleet = outcomes.get(0).fleet();
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
        if (scenario.run().anchors() == RunSpec.Anchors.ALL) {
            new DeskAnchors(fleet, outcomes.get(0).span(), anchors).add();
        }
        return anchors.all();
    }

    private void newlyLimited(LimitedUsers withPeak, LimitedUsers without) {
        int plan = plan(PRO);
        if (plan < 0 || withPeak.active[plan] == 0) {
            return;
        }
        double pro = points(withPeak, without, plan, plan + 1);
        // The first plan is the free one: paying users are the others.
        double paid = points(withPeak, without, 1, withPeak.active.length);
        String shares = String.format(
                Locale.ROOT,
                "with a factor of %.3g, %.1f %% of Pro users meet the window, without it %.1f %%",
                scenario.limits().peak().factor(),
                100.0 * withPeak.byWindow[plan] / withPeak.active[plan],
                100.0 * without.byWindow[plan] / withPeak.active[plan]);
        anchors.add(
                new Claim(
                        "Pro users that meet the five-hour limit in a week only because of the peak factor",
                        "about 7 % of users, Pro most (provider's statement of 26 March 2026, as quoted in press)",
                        "%",
                        6,
                        8,
                        Kind.CALIBRATED),
                pro,
                String.format(Locale.ROOT, "%.1f %% of active Pro users, %.1f %% of all paying", pro, paid),
                shares + "; a higher factor, or more use in peak hours, would limit more",
                shares + "; a lower factor, or less use in peak hours, would limit fewer");
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
        int most = -1;
        for (int p = 0; p < withPeak.active.length; p++) {
            double ofPlan = 100.0 * withPeak.byWeek[p] / Math.max(1, withPeak.active[p]);
            if (withPeak.active[p] > 0 && ofPlan > share) {
                share = ofPlan;
                most = p;
            }
        }
        if (most < 0) {
            return;
        }
        String plan = fleet.demand().plans().get(most).name();
        // All plans together would be mostly free users, who meet no weekly cap.
        anchors.add(
                new Claim(
                        "Users that meet the weekly cap in a week, of the plan with most",
                        "under 5 % of users (provider's announcement of the weekly caps, 2025)",
                        "%",
                        Double.NaN,
                        5,
                        Kind.CALIBRATED),
                share,
                String.format(Locale.ROOT, "%.1f %% of active users of %s", share, plan),
                "",
                String.format(
                        Locale.ROOT,
                        "%d of %d active users of %s use more than its weekly cap allows, which is assumed",
                        withPeak.byWeek[most],
                        withPeak.active[most],
                        plan));
    }

    private void bindingLimit() {
        int tier = tier(TIER);
        if (tier < 0 || outcomes.size() < 2) {
            return;
        }
        int population = fleet.demand().plans().size() + tier;
        long[] before = opusDenials(outcomes.get(0), population);
        long[] after = opusDenials(outcomes.get(outcomes.size() - 1), population);
        double first = (double) before[0] / Math.max(1, before[1]);
        double last = (double) after[1] / Math.max(1, after[0]);
        anchors.add(
                new Claim(
                        "Limit that denies most at API tier 1, first model class",
                        "ITPM before, RPM after the new table (arithmetic on the published tables)",
                        "times",
                        1,
                        Double.NaN,
                        // Sizes and model classes of small customers were chosen with this figure in view: it is no
                        // evidence.
                        Kind.CALIBRATED),
                Math.min(first, last),
                String.format(
                        Locale.ROOT,
                        "ITPM %d : RPM %d before, ITPM %d : RPM %d after",
                        before[0],
                        before[1],
                        after[0],
                        after[1]),
                first <= last
                        ? notBinding("before", before, "too few prompts are", scenario.limits())
                        : notBinding("after", after, "too many prompts are still", lastLimits()),
                "");
    }

    private LimitsSpec lastLimits() {
        return fleet.limits().get(fleet.limits().size() - 1);
    }

    private String notBinding(String when, long[] denials, String prompts, LimitsSpec limits) {
        if (denials[0] + denials[1] == 0) {
            return when + ", neither limit refuses a request";
        }
        String model = fleet.models().get(0).name();
        // Longer prompts meet the limit of input tokens before that of requests.
        return limits.api().stream()
                .filter(limit -> limit.tier().equals(TIER) && limit.model().equals(model))
                .map(limit -> String.format(
                        Locale.ROOT,
                        "%s, %s longer than the %,.0f tokens that ITPM over RPM is",
                        when,
                        prompts,
                        limit.itpm() / limit.rpm()))
                .findFirst()
                .orElse(when + ", the limits are others");
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
        String words = String.format(Locale.ROOT, "%.3f", simulated);
        String lost = lostPrefixes();
        anchors.add(
                new Claim(
                        "Cached share of agents' input",
                        String.format(
                                Locale.ROOT,
                                "%.3f for an ideal cache at the recorded times of the same sessions (within 0.02)",
                                ideal),
                        "",
                        ideal - 0.02,
                        ideal + 0.02,
                        Kind.PREDICTED),
                simulated,
                words,
                lost,
                "answers come faster than was recorded, so that fewer prefixes expire; " + lost);
        if (scenario.run().anchors() == RunSpec.Anchors.ALL && fleet.demand().cacheTimeToLive() == FIVE_MINUTES) {
            anchors.add(
                    new Claim(
                            "Cached share of agents' input with five minutes to live",
                            "0.89 to 0.94 (0.94 in a replay of 4,265 recorded sessions of other developers, TraceLab 2026; 0.88 to"
                                    + " 0.94 for sessions of more than ten requests, public issue thread)",
                            "",
                            0.89,
                            0.94,
                            Kind.PREDICTED),
                    simulated,
                    words,
                    String.format(Locale.ROOT, "an ideal cache reads %.3f; ", ideal) + lost,
                    String.format(Locale.ROOT, "an ideal cache reads %.3f of the recorded sessions", ideal));
        }
    }

    /** What became of prefixes that were not found, the commonest first. */
    private String lostPrefixes() {
        long[] uses = new long[PrefixUse.values().length];
        for (PhaseOutcome phase : outcomes) {
            for (CellOutcome group : phase.groups()) {
                for (long[] row : group.prefixes) {
                    for (int use = 0; use < uses.length; use++) {
                        uses[use] += row[use];
                    }
                }
            }
        }
        long all = 0;
        PrefixUse worst = PrefixUse.EXPIRED;
        for (PrefixUse use : PrefixUse.values()) {
            all += use == PrefixUse.NONE ? 0 : uses[use.ordinal()];
            boolean lost = use == PrefixUse.EVICTED || use == PrefixUse.ELSEWHERE;
            worst = lost && uses[use.ordinal()] > uses[worst.ordinal()] ? use : worst;
        }
        return all == 0
                ? "no request had a prefix of its own"
                : String.format(
                        Locale.ROOT,
                        "prefixes are lost mostly as %s, %.1f %% of those asked for",
                        worst,
                        100.0 * uses[worst.ordinal()] / all);
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
            if (readings == 0 || peak == 0) { // no reading, or never on line
                continue;
            }
            double megawatts = peak * fleet.injectionCells() / cells / 1e6;
            double envelope = fleet.sites().get(s).spec().envelope() / 1e6;
            anchors.add(
                    new Claim(
                            "Greatest power of " + fleet.sites().get(s).spec().name() + " after the injection",
                            String.format(Locale.ROOT, "the site's envelope of %.4g MW holds", envelope),
                            "readings",
                            0,
                            0,
                            Kind.PREDICTED),
                    // A site that wants more is held to its envelope, so what it drew alone could never miss.
                    (double) capped,
                    String.format(
                            Locale.ROOT, "%.4g MW, held back in %s readings", megawatts, capped == 0 ? "no" : capped),
                    "",
                    String.format(
                            Locale.ROOT, "at full load it would draw more than its envelope of %.4g MW", envelope));
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

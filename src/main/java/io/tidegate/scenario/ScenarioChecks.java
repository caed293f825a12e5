package io.tidegate.scenario;

import io.tidegate.limits.ApiLimit;
import io.tidegate.limits.LimitsSpec;
import io.tidegate.limits.PlanLimit;
import io.tidegate.serving.ServingProfile;
import io.tidegate.supply.AcceleratorSpec;
import io.tidegate.supply.PoolSpec;
import io.tidegate.supply.RampSpec;
import io.tidegate.supply.SiteSpec;
import io.tidegate.workload.ApiClassSpec;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.BatchSpec;
import io.tidegate.workload.CurveSpec;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.DynamicsSpec;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.PlanSpec;
import io.tidegate.workload.ReactionSpec;
import io.tidegate.workload.RegionSpec;
import io.tidegate.workload.SurgeSpec;
import io.tidegate.workload.SwarmSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What must hold between the parts of a scenario, each breach at the place of the value that a user would change. */
final class ScenarioChecks {
    private static final double TOLERANCE = 1e-6;

    private final Scenario scenario;
    private final Function<String, Origin> at;
    private final Problems problems;
    private final List<String> warnings = new ArrayList<>();

    private ScenarioChecks(Scenario scenario, Tree tree, Problems problems) {
        Shape.Fields shape = Shape.DOCUMENT;
        this.scenario = scenario;
        this.at = path -> Paths.locate(tree, shape, path);
        this.problems = problems;
    }

    /**
     * Checks a scenario.
     *
     * @param scenario all of it
     * @param tree what it was bound from
     * @param epochs its events' limits
     * @param problems takes breaches
     * @return warnings
     */
    static List<String> check(Scenario scenario, Tree tree, List<EventFolding.Epoch> epochs, Problems problems) {
        ScenarioChecks checks = new ScenarioChecks(scenario, tree, problems);
        checks.run();
        checks.phases();
        checks.demand();
        checks.supply();
        checks.limits(scenario.limits(), path -> checks.at.apply("limits." + path));
        Shape.Fields shape = Shape.of(LimitsSpec.class);
        for (EventFolding.Epoch epoch : epochs) {
            checks.limits(epoch.limits().limits(), path -> Paths.locate(epoch.tree(), shape, path));
            checks.windows()
                    .sameWindows(
                            scenario.limits(),
                            epoch.limits().limits(),
                            path -> Paths.locate(epoch.tree(), shape, path));
            checks.exists(
                    "events." + epoch.limits().event() + ".at", epoch.limits().at());
        }
        return checks.warnings;
    }

    private void run() {
        RunSpec run = scenario.run();
        word("name", scenario.name());
        if (run.cells() > scenario.fleetCells()) {
            breach("run.cells", "the fleet has only " + scenario.fleetCells() + " cells, found " + run.cells());
        }
        multiple("run.bin", "a bin", run.bin());
        multiple("run.warm-up", "the warm-up", run.warmUp());
    }

    private void phases() {
        LocalDateTime last = LocalDateTime.MIN;
        if (scenario.phases().isEmpty()) {
            breach("phases", "need at least one phase");
        }
        for (PhaseSpec phase : scenario.phases()) {
            String path = "phases." + phase.name();
            word(path + ".name", phase.name());
            exists(path + ".start", phase.start());
            multiple(path + ".length", "a phase", phase.length());
            if (!phase.start().isAfter(last)) {
                breach(path + ".start", "phases must be in order of time; the one before starts at " + last);
            }
            last = phase.start();
        }
    }

    private void demand() {
        DemandSpec demand = scenario.demand();
        for (RegionSpec region : demand.regions()) {
            if (region.name().equals(RegionSpec.NOWHERE)) {
                breach(
                        "demand.regions." + region.name() + ".name",
                        "must be another word: by this one requests are counted that come from no region");
            }
            if (region.roundTrip() < scenario.run().slice()) {
                breach(
                        "demand.regions." + region.name() + ".round-trip",
                        "shorter than a slice (run.slice, "
                                + show(scenario.run().slice()) + " s): answers would be followed up within the slice");
            }
        }
        sum(
                "demand.regions",
                "consumer shares",
                demand.regions().stream().map(RegionSpec::consumer).toList());
        sum(
                "demand.regions",
                "professional shares",
                demand.regions().stream().map(RegionSpec::professional).toList());
        sum(
                "demand.regions",
                "enterprise shares",
                demand.regions().stream().map(RegionSpec::enterprise).toList());
        List<String> curves = demand.curves().stream().map(CurveSpec::name).toList();
        for (CurveSpec curve : demand.curves()) {
            some("demand.curves." + curve.name() + ".hours", curve.hours());
            some("demand.curves." + curve.name() + ".weekend-hours", curve.weekendHours());
        }
        for (PlanSpec plan : demand.plans()) {
            String path = "demand.plans." + plan.name();
            mix(path + ".chat-mix", plan.chatMix());
            mix(path + ".coding-mix", plan.codingMix());
            known(path + ".chat-curve", "curve", plan.chatCurve(), curves);
            known(path + ".coding-curve", "curve", plan.codingCurve(), curves);
        }
        List<String> plans = demand.plans().stream().map(PlanSpec::name).toList();
        for (DynamicsSpec dynamics : demand.dynamics()) {
            String path = "demand.dynamics." + dynamics.plan();
            known(path + ".plan", "plan", dynamics.plan(), plans);
        }
        new MoveChecks(plans, at, problems).check(demand.dynamics());
        for (ReactionSpec reaction : demand.reactions()) {
            known("demand.reactions." + reaction.plan() + ".plan", "plan", reaction.plan(), plans);
        }
        for (SwarmSpec swarm : demand.swarms()) {
            known("demand.swarms." + swarm.plan() + ".plan", "plan", swarm.plan(), plans);
        }
        List<ApiClassSpec> classes = demand.api().classes();
        sum(
                "demand.api.classes",
                "shares",
                classes.stream().map(ApiClassSpec::share).toList());
        for (ApiClassSpec kind : classes) {
            String path = "demand.api.classes." + kind.name();
            mix(path + ".mix", kind.mix());
            known(path + ".curve", "curve", kind.curve(), curves);
            List<String> lengths = new ArrayList<>(List.of(ApiClassSpec.SESSIONS));
            lengths.addAll(Catalog.lengthNames());
            known(path + ".lengths", "length table", kind.lengths(), lengths);
        }
        for (SurgeSpec surge : demand.surges()) {
            for (String name : surge.of()) {
                known("demand.surges." + surge.name() + ".of", "plan or tier", name, populations());
            }
        }
        List<ApiTierSpec> tiers = demand.api().tiers();
        sum(
                "demand.api.tiers",
                "volume shares",
                tiers.stream().map(ApiTierSpec::volumeShare).toList());
        for (BatchSpec jobs : demand.batch()) {
            String path = "demand.batch." + jobs.tier();
            known(
                    path + ".tier",
                    "tier",
                    jobs.tier(),
                    tiers.stream().map(ApiTierSpec::name).toList());
            mix(path + ".mix", jobs.mix());
            known(path + ".lengths", "length table", jobs.lengths(), Catalog.lengthNames());
        }
        if (!demand.api().rateWalk().dividesAnHour()) {
            breach("demand.api.rate-walk.step", "must divide an hour: 5, 6, 10, 12, 15, 20, 30 or 60 min");
        }
        known("demand.api.burstiness", "burstiness table", demand.api().burstiness(), Catalog.burstinessNames());
        known("demand.chat.plain-lengths", "length table", demand.chat().plainLengths(), Catalog.lengthNames());
        known("demand.chat.reasoning-lengths", "length table", demand.chat().reasoningLengths(), Catalog.lengthNames());
    }

    private void supply() {
        List<String> sites =
                scenario.supply().sites().stream().map(SiteSpec::name).toList();
        List<String> accelerators =
                scenario.accelerators().stream().map(AcceleratorSpec::name).toList();
        List<String> profiles =
                scenario.profiles().stream().map(ServingProfile::name).toList();
        for (PoolSpec pool : scenario.supply().pools()) {
            String path = "supply.pools." + pool.name();
            known(path + ".site", "site", pool.site(), sites);
            known(path + ".model", "model", pool.model(), models());
            known(path + ".accelerator", "accelerator", pool.accelerator(), accelerators);
            known(path + ".profile", "profile", pool.profile(), profiles);
        }
        for (SiteSpec site : scenario.supply().sites()) {
            RampSpec ramp = site.ramp();
            if (ramp != null) {
                exists("supply.sites." + site.name() + ".ramp.from", ramp.from());
            }
        }
        if (scenario.models().isEmpty()) {
            breach("models", "need at least one model");
        }
        new PoolChecks(scenario, at, problems, warnings).check();
    }

    private void limits(LimitsSpec limits, Function<String, Origin> where) {
        List<String> plans =
                scenario.demand().plans().stream().map(PlanSpec::name).toList();
        List<String> tiers =
                scenario.demand().api().tiers().stream().map(ApiTierSpec::name).toList();
        for (PlanLimit limit : limits.plans()) {
            problems.known(where.apply("plans." + limit.plan() + ".plan"), "plan", limit.plan(), plans);
        }
        for (String plan : plans) {
            if (limits.plans().stream().noneMatch(limit -> limit.plan().equals(plan))) {
                problems.add(where.apply("plans"), "no limit for plan '" + plan + "'");
            }
        }
        for (ApiLimit limit : limits.api()) {
            String path = "api." + limit.tier() + "/" + limit.model();
            problems.known(where.apply(path + ".tier"), "tier", limit.tier(), tiers);
            problems.known(where.apply(path + ".model"), "model", limit.model(), models());
        }
        for (String tier : tiers) {
            for (String model : models()) {
                if (limits.api().stream()
                        .noneMatch(limit ->
                                limit.tier().equals(tier) && limit.model().equals(model))) {
                    problems.add(where.apply("api"), "no limit for tier '" + tier + "' and model '" + model + "'");
                }
            }
        }
        for (String plan : limits.peak().plans()) {
            problems.known(where.apply("peak.plans"), "plan", plan, plans);
        }
        windows().check(limits, where);
        new OrganisationChecks(scenario, problems).check(limits, where);
        for (String name : limits.overload().shed()) {
            problems.known(where.apply("overload.shed"), "plan or tier", name, populations());
        }
    }

    private WindowChecks windows() {
        List<String> plans =
                scenario.demand().plans().stream().map(PlanSpec::name).toList();
        return new WindowChecks(plans, models(), problems);
    }

    /** Names of plans, then of tiers. */
    private List<String> populations() {
        List<String> names = new ArrayList<>();
        scenario.demand().plans().forEach(plan -> names.add(plan.name()));
        scenario.demand().api().tiers().forEach(tier -> names.add(tier.name()));
        return names;
    }

    private List<String> models() {
        return scenario.models().stream().map(ModelSpec::name).toList();
    }

    private void word(String path, String name) {
        word(at.apply(path), name, problems);
    }

    /** Reports a name that cannot be that of a file. */
    static void word(Origin origin, String name, Problems problems) {
        if (!name.matches("[a-z0-9-]+")) {
            problems.add(
                    origin,
                    "must be of lower-case letters, digits and hyphens, as it names files; found "
                            + Suggestion.quote(name));
        }
    }

    private void multiple(String path, String what, double seconds) {
        double slices = seconds / scenario.run().slice();
        if (Math.abs(slices - Math.rint(slices)) > TOLERANCE * Math.max(1, slices)) {
            breach(
                    path,
                    what + " must be a whole number of slices (run.slice, "
                            + show(scenario.run().slice()) + " s), found " + show(slices));
        }
    }

    private void exists(String path, LocalDateTime time) {
        if (scenario.run().zone().getRules().getValidOffsets(time).isEmpty()) {
            breach(path, "no such time in " + scenario.run().zone() + ": clocks go forward over " + time);
        }
    }

    private void some(String path, List<Double> values) {
        if (values.stream().allMatch(value -> value == 0)) {
            breach(path, "need at least one value above 0");
        }
    }

    private void mix(String path, List<Double> shares) {
        if (shares.size() != models().size()) {
            breach(path, "need one share for each model (" + String.join(", ", models()) + "), found " + shares.size());
        } else {
            sum(path, "shares", shares);
        }
    }

    private void sum(String path, String what, List<Double> shares) {
        double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
        if (Math.abs(sum - 1) > TOLERANCE) {
            breach(path, what + " must add up to 1, found " + show(sum));
        }
    }

    private void known(String path, String kind, String name, List<String> names) {
        problems.known(at.apply(path), kind, name, names);
    }

    private void breach(String path, String what) {
        problems.add(at.apply(path), what);
    }

    static String show(double value) {
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}

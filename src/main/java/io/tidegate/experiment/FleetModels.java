package io.tidegate.experiment;

import io.tidegate.fleet.ApiSegment;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.fleet.PoolModel;
import io.tidegate.fleet.RouterSpec;
import io.tidegate.fleet.SiteModel;
import io.tidegate.limits.LimitsSpec;
import io.tidegate.scenario.LimitsEpoch;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.PhaseRun;
import io.tidegate.scenario.PhaseSpec;
import io.tidegate.scenario.RunSpec;
import io.tidegate.scenario.Scenario;
import io.tidegate.serving.Batching;
import io.tidegate.serving.KvCache;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.ServingProfile;
import io.tidegate.serving.StepLaw;
import io.tidegate.serving.StepPower;
import io.tidegate.serving.StepTime;
import io.tidegate.supply.AcceleratorSpec;
import io.tidegate.supply.PoolSpec;
import io.tidegate.supply.RampSpec;
import io.tidegate.supply.ReplicaPower;
import io.tidegate.supply.SiteSpec;
import io.tidegate.workload.ApiClassSpec;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.SessionModel;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes a scenario ready to be simulated: names become indices, laws become tables, local times become seconds. */
final class FleetModels {
    private FleetModels() {}

    /**
     * The fleet of each run of a scenario, one for all runs that have equal scenarios. Customers of the API are as large as the
     * limits of the scenario without variants let them be, so that all variants meet the same ones.
     */
    static List<FleetModel> of(LoadedScenario loaded, ModelTables tables) {
        List<PhaseRun> runs = loaded.runs();
        List<FleetModel> fleets = new ArrayList<>();
        for (PhaseRun run : runs) {
            int same = 0;
            while (!runs.get(same).scenario().equals(run.scenario())) {
                same++;
            }
            boolean known = same < fleets.size();
            fleets.add(
                    known
                            ? fleets.get(same)
                            : of(run.scenario(), loaded.scenario().limits(), tables));
        }
        return fleets;
    }

    /** The fleet of a scenario. */
    static FleetModel of(Scenario scenario) {
        return of(scenario, scenario.limits(), new ModelTables());
    }

    private static FleetModel of(Scenario scenario, LimitsSpec sizing, ModelTables tables) {
        List<ModelSpec> models = scenario.models();
        SessionModel sessions = new SessionModel(
                scenario.demand(),
                tables.sessions(),
                tables.lengths(scenario.demand().chat().plainLengths()),
                tables.lengths(scenario.demand().chat().reasoningLengths()),
                models.size());
        List<LengthTable> lengths = lengths(scenario, tables);
        ZoneId zone = scenario.run().zone();
        List<LimitsSpec> limits = new ArrayList<>(List.of(scenario.limits()));
        List<Double> from = new ArrayList<>(List.of(Double.NEGATIVE_INFINITY));
        for (LimitsEpoch change : scenario.changes()) {
            limits.add(change.limits());
            from.add(epoch(change.at(), zone));
        }
        return new FleetModel(
                scenario.run().seed(),
                scenario.run().fleetCells(),
                scenario.fleetCells(),
                scenario.run().slice(),
                scenario.demand(),
                models,
                sessions,
                lengths,
                tables.gaps(scenario.demand().api().burstiness()),
                limits,
                from,
                sites(scenario),
                pools(scenario),
                new RouterSpec(
                        RouterSpec.Kind.valueOf(scenario.routing().router().name()),
                        scenario.routing().choices(),
                        scenario.routing().slack()),
                scenario.supply().prefixCache(),
                ApiSegment.of(
                        scenario.demand().api(),
                        sizing,
                        models,
                        sessions,
                        lengths,
                        scenario.run().fleetCells()),
                midnight(scenario.phases().get(0), zone));
    }

    /** When a phase happens. */
    static PhaseSpan span(RunSpec run, PhaseSpec phase) {
        double measure = epoch(phase.start(), run.zone());
        double warmUp = measure - run.warmUp();
        return new PhaseSpan(
                phase.start().toLocalDate(),
                midnight(phase, run.zone()),
                warmUp - run.preRoll(),
                warmUp,
                measure,
                measure + phase.length(),
                run.bin());
    }

    private static double midnight(PhaseSpec phase, ZoneId zone) {
        return epoch(phase.start().toLocalDate().atStartOfDay(), zone);
    }

    private static double epoch(LocalDateTime local, ZoneId zone) {
        return local.atZone(zone).toEpochSecond();
    }

    private static List<LengthTable> lengths(Scenario scenario, ModelTables tables) {
        List<LengthTable> all = new ArrayList<>();
        LengthTable none = new LengthTable(ApiClassSpec.SESSIONS, new int[] {1}, new int[] {1});
        for (ApiClassSpec kind : scenario.demand().api().classes()) {
            all.add(kind.isSessions() ? none : tables.lengths(kind.lengths()));
        }
        scenario.demand().batch().forEach(jobs -> all.add(tables.lengths(jobs.lengths())));
        return all;
    }

    private static List<SiteModel> sites(Scenario scenario) {
        List<SiteModel> sites = new ArrayList<>();
        for (SiteSpec site : scenario.supply().sites()) {
            RampSpec ramp = site.ramp();
            double from = ramp == null
                    ? Double.NEGATIVE_INFINITY
                    : epoch(ramp.from(), scenario.run().zone());
            sites.add(new SiteModel(site, from));
        }
        return sites;
    }

    /** All pools, in the scenario's order. */
    static List<PoolModel> pools(Scenario scenario) {
        List<PoolModel> pools = new ArrayList<>();
        for (PoolSpec pool : scenario.supply().pools()) {
            int site = indexOf(scenario.supply().sites(), SiteSpec::name, pool.site());
            int model = indexOf(scenario.models(), ModelSpec::name, pool.model());
            AcceleratorSpec accelerator = scenario.accelerators()
                    .get(indexOf(scenario.accelerators(), AcceleratorSpec::name, pool.accelerator()));
            ServingProfile profile =
                    scenario.profiles().get(indexOf(scenario.profiles(), ServingProfile::name, pool.profile()));
            ModelSpec served = scenario.models().get(model);
            ReplicaPower power = new ReplicaPower(accelerator, pool.gpus());
            ReplicaModel replica = new ReplicaModel(
                    new StepTime(stretched(profile.law(), scenario.supply().efficiency())),
                    batching(served),
                    cache(profile, pool),
                    served.tokensPerStep(),
                    new StepPower(power.decodeWatts(served.maxBatch()), power.prefillWatts(), power.idleWatts()),
                    profile.range());
            boolean injection = scenario.supply().sites().get(site).ramp() != null;
            pools.add(new PoolModel(pool, site, model, injection, replica, power));
        }
        return pools;
    }

    private static Batching batching(ModelSpec model) {
        return new Batching(
                Batching.Policy.valueOf(model.policy().name()),
                model.maxBatch(),
                model.tokenBudget(),
                model.longestChunk());
    }

    private static KvCache cache(ServingProfile profile, PoolSpec pool) {
        long blocks = Math.max(1, profile.kvTokens() / pool.blockTokens());
        return new KvCache(blocks, pool.blockTokens(), (long) (pool.watermark() * blocks));
    }

    /** A step law whose every step takes {@code by} times as long. */
    static StepLaw stretched(StepLaw law, double by) {
        return new StepLaw(
                law.c0(),
                law.cB(),
                law.cK(),
                law.cP(),
                law.cPC(),
                law.cR(),
                law.w(),
                law.n0(),
                law.effC() * by,
                law.effM() * by);
    }

    private static <T> int indexOf(List<T> all, Function<T, String> name, String wanted) {
        for (int i = 0; i < all.size(); i++) {
            if (name.apply(all.get(i)).equals(wanted)) {
                return i;
            }
        }
        throw new IllegalArgumentException("nothing is named " + wanted);
    }
}

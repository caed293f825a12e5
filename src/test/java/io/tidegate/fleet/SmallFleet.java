package io.tidegate.fleet;

import io.tidegate.limits.ApiLimit;
import io.tidegate.limits.CapSpec;
import io.tidegate.limits.CommitmentSpec;
import io.tidegate.limits.CreditWeights;
import io.tidegate.limits.LimitsSpec;
import io.tidegate.limits.OverloadSpec;
import io.tidegate.limits.PeakSpec;
import io.tidegate.limits.PlanLimit;
import io.tidegate.limits.WindowSpec;
import io.tidegate.random.RenewalGaps;
import io.tidegate.serving.Batching;
import io.tidegate.serving.FittedRange;
import io.tidegate.serving.KvCache;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.StepLaw;
import io.tidegate.serving.StepPower;
import io.tidegate.serving.StepTime;
import io.tidegate.supply.AcceleratorSpec;
import io.tidegate.supply.PoolSpec;
import io.tidegate.supply.PoolSpec.Role;
import io.tidegate.supply.PrefixCaching;
import io.tidegate.supply.RampSpec;
import io.tidegate.supply.ReplicaPower;
import io.tidegate.supply.SiteSpec;
import io.tidegate.workload.ApiClassSpec;
import io.tidegate.workload.ApiSpec;
import io.tidegate.workload.ApiSpec.Schedule;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.Audience;
import io.tidegate.workload.BatchSpec;
import io.tidegate.workload.ChatSpec;
import io.tidegate.workload.CurveSpec;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.DynamicsSpec;
import io.tidegate.workload.LengthTable;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.PlanSpec;
import io.tidegate.workload.PriceSpec;
import io.tidegate.workload.RateWalkSpec;
import io.tidegate.workload.ReactionSpec;
import io.tidegate.workload.RegionSpec;
import io.tidegate.workload.SessionLibrary;
import io.tidegate.workload.SessionLibrary.Request;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SurgeSpec;
import io.tidegate.workload.SwarmSpec;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fleet for tests, to be changed field by field: two model classes, plans {@code free} (chat) and {@code pro} (chat and
 * coding), tiers {@code tier-1} (twenty organisations) and {@code large} (spread), API classes of single requests and of agents;
 * limits that deny nothing; all in UTC, on Tuesday 5 May 2026.
 */
final class SmallFleet {
    static final double MINUTE = 60;
    static final double HOUR = 3600;
    static final double DAY = 86_400;
    static final double NO_LIMIT = 1e12;
    static final LocalDate DATE = LocalDate.of(2026, 5, 5);
    static final int FREE = 0;
    static final int PRO = 1;
    static final int TIER_1 = 2;
    static final int LARGE = 3;

    static final AcceleratorSpec ACCELERATOR = new AcceleratorSpec("chip", 700, 75, 0.95, 445, 65, 123, 8, 1740, 1.1);

    /** Every step takes 10 ms. */
    static final StepLaw EQUAL_STEPS = new StepLaw(0.01, 0, 0, 0, 0, 0, 0, 1, 1, 1);

    /** Steps of 8 ms and more, with work for every token. */
    static final StepLaw WORKING_STEPS = new StepLaw(0.004, 1e-4, 1e-8, 2e-5, 1e-10, 0, 0.004, 8, 1, 1);

    long seed = 1;
    int cells = 1;
    double slice = 0.05;
    double roundTrip = 0.1;
    double timeToLive = 300;
    double resume = 0.5;
    double secondTurn = 0.6;
    double laterTurn = 0.5;
    List<Double> hours = Collections.nCopies(24, 1.0);

    double freeUsers = 60;
    double proUsers = 40;
    double chatRequests = 60;
    double codingSessions = 4;
    double intensitySigma = 0.8;
    List<List<Request>> recorded = List.of(session(6, 20, 1500), session(10, 5, 6000));
    LengthTable chats = new LengthTable("chats", new int[] {50, 400, 3000}, new int[] {20, 200, 500});

    double apiRequests = 60_000;
    double tier1Share = 0.2;
    boolean tier1Spread;
    double agents = 0.3;
    double sending = 0.25;
    double burstiness = 2;
    double cachedShare = 0.25;
    double zipf = 1;
    int retries = 2;
    int agentRetries = 5;
    Schedule schedule = Schedule.DOUBLING;
    LengthTable singles = new LengthTable("singles", new int[] {100, 1000, 9000}, new int[] {1, 40, 300});

    List<DynamicsSpec> dynamics = List.of();
    List<PlanLimit> plans = List.of(plan("free", NO_LIMIT, NO_LIMIT), plan("pro", NO_LIMIT, NO_LIMIT));
    List<ApiLimit> api = api("tier-1", NO_LIMIT, NO_LIMIT, NO_LIMIT);
    List<CapSpec> caps = List.of();
    List<CommitmentSpec> commitments = List.of();
    RateWalkSpec rateWalk = RateWalkSpec.NONE;
    int workspaces = 1;
    double workspaceShare = 1;
    double maxTokens;
    PriceSpec price = PriceSpec.FREE;
    PeakSpec peak = new PeakSpec(1, ZoneOffset.UTC, LocalTime.of(5, 0), LocalTime.of(11, 0), List.of());
    List<WindowSpec> windows = List.of();
    OverloadSpec overload = OverloadSpec.USUAL;
    List<ReactionSpec> reactions = List.of();
    List<SwarmSpec> swarms = List.of();
    List<SurgeSpec> surges = List.of();
    List<BatchSpec> batch = List.of();
    LengthTable batchLengths = new LengthTable("batch", new int[] {500, 2000}, new int[] {50, 200});
    final List<LimitsSpec> changes = new ArrayList<>();
    final List<Double> changesAt = new ArrayList<>();

    StepLaw law = WORKING_STEPS;
    int tokenBudget = 2048;
    int maxBatch = 32;
    long kvTokens = 400_000;
    int opusReplicas = 4;
    int haikuReplicas = 4;
    double envelope = NO_LIMIT;
    /** Replicas of the first model class at a second site, which comes on line by {@link #ramp}. */
    int annexReplicas;

    @Nullable
    RampSpec ramp;

    double rampFrom;
    RouterSpec router = new RouterSpec(RouterSpec.Kind.LEAST_LOADED, 2, 0);
    PrefixCaching caching = PrefixCaching.IDEAL;
    long hostTokens;
    double reload = 1e6;
    /** Replicas of the first model class that only decode; if any, all others of the class only prefill. */
    int decodeReplicas;

    double transfer = 0.02;
    double transferRate = 1e6;
    int freePriority;
    int tier1Priority;
    int largePriority;

    /** Seconds since the epoch of a local time of the date. */
    static double at(int hour, int minute) {
        return DATE.atTime(hour, minute).toEpochSecond(ZoneOffset.UTC);
    }

    /** A phase from ten o'clock on. */
    static PhaseSpan span(double preRoll, double warmUp, double length) {
        return span(DATE, at(10, 0), preRoll, warmUp, length);
    }

    /** A phase that is measured from {@code measure} on, seconds since the epoch. */
    static PhaseSpan span(LocalDate date, double measure, double preRoll, double warmUp, double length) {
        double midnight = date.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        return new PhaseSpan(
                date, midnight, measure - warmUp - preRoll, measure - warmUp, measure, measure + length, MINUTE);
    }

    static PlanLimit plan(String name, double window, double weekly) {
        return new PlanLimit(name, window, weekly);
    }

    /** Limits of one tier for both model classes; the other tier has none. */
    static List<ApiLimit> api(String tier, double rpm, double itpm, double otpm) {
        List<ApiLimit> all = new ArrayList<>();
        for (String model : List.of("opus", "haiku")) {
            for (String each : List.of("tier-1", "large")) {
                boolean limited = each.equals(tier);
                all.add(new ApiLimit(
                        each, model, limited ? rpm : NO_LIMIT, limited ? itpm : NO_LIMIT, limited ? otpm : NO_LIMIT));
            }
        }
        return all;
    }

    /** A recorded session of equal turns: each adds {@code growth} tokens, of which 100 are its answer. */
    static List<Request> session(int rows, float gap, int growth) {
        List<Request> session = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            int cached = r == 0 ? 0 : 8000 + growth * (r - 1);
            session.add(new Request(8000 + growth * r, 100, cached, 4000, r == 0 ? 0 : gap, 5, false, false));
        }
        return session;
    }

    /** A recorded session of equal turns as in {@link #session}, of so many tasks of so many requests each. */
    static List<Request> tasks(int tasks, int rows, float gap, int growth) {
        List<Request> session = new ArrayList<>();
        for (int r = 0; r < tasks * rows; r++) {
            int cached = r == 0 ? 0 : 8000 + growth * (r - 1);
            session.add(new Request(
                    8000 + growth * r, 100, cached, 4000, r == 0 ? 0 : gap, 5, false, false, r % rows == 0));
        }
        return session;
    }

    /** Chats and recorded sessions of a single request, so that who asks what does not depend on any answer. */
    SmallFleet singleRequests() {
        secondTurn = 0;
        recorded = List.of(session(1, 0, 0));
        return this;
    }

    /**
     * Nobody but a spread tier: Poisson arrivals at a rate, of the first model class, whose one replica gives each step to one
     * request; a request takes as many steps as its prompt has tokens, here one.
     */
    static SmallFleet poisson(double perSecond, StepLaw law) {
        SmallFleet small = new SmallFleet();
        small.freeUsers = 0;
        small.proUsers = 0;
        small.apiRequests = perSecond * DAY;
        small.tier1Share = 0;
        small.agents = 0;
        small.singles = new LengthTable("steps", new int[] {1}, new int[] {1});
        small.law = law;
        small.tokenBudget = 1;
        small.maxBatch = 1024;
        small.cachedShare = 0;
        small.opusReplicas = 1;
        small.haikuReplicas = 1;
        return small;
    }

    /** Users of both plans who leave where a first token takes longer than this, as a median. */
    SmallFleet withPatience(double median, double sigma) {
        reactions = List.of(
                new ReactionSpec("free", resume, 0, 0, 0, 0, median, sigma, 0),
                new ReactionSpec("pro", resume, 0, 0, 0, 0, median, sigma, 0));
        return this;
    }

    /** Jobs of one size that each organisation of a tier hands in, so many a day, of the first model class. */
    static BatchSpec jobs(String tier, double perDay, int size) {
        return new BatchSpec(tier, perDay, size, 0, 100_000, "batch", 0, List.of(1.0, 0.0), HOUR, DAY, 0.5);
    }

    /** A surge of an hour from 10:30 on. */
    SmallFleet withSurge(double factor, String... of) {
        surges = List.of(new SurgeSpec("surge", DATE.atTime(10, 30), ZoneOffset.UTC, HOUR, factor, List.of(of)));
        return this;
    }

    SmallFleet withSeed(long other) {
        seed = other;
        return this;
    }

    /** The limits as they are now, in force from a time on, after which this fleet's fields are for the next change. */
    SmallFleet change(double at) {
        changes.add(limits());
        changesAt.add(at);
        return this;
    }

    LimitsSpec limits() {
        return new LimitsSpec(
                new CreditWeights(1, 1.25, 0.1, 5),
                5 * HOUR,
                7 * DAY,
                peak,
                plans,
                api,
                15,
                60,
                true,
                windows,
                List.of(),
                caps,
                commitments,
                overload);
    }

    List<ModelSpec> models() {
        return List.of(model("opus", 5), model("haiku", 1));
    }

    private ModelSpec model(String name, double creditFactor) {
        return new ModelSpec(name, creditFactor, tokenBudget, maxBatch, ModelSpec.Policy.CHUNKED, 1_000_000, 1, price);
    }

    DemandSpec demand() {
        List<Double> mix = freeUsers == 0 && proUsers == 0 ? List.of(1.0, 0.0) : List.of(0.6, 0.4);
        PlanSpec free = new PlanSpec(
                "free",
                freeUsers,
                0.8,
                chatRequests,
                0,
                0,
                1,
                intensitySigma,
                1000,
                mix,
                mix,
                "day",
                "day",
                Audience.CONSUMER,
                freePriority);
        PlanSpec pro = new PlanSpec(
                "pro",
                proUsers,
                0.9,
                chatRequests,
                0.7,
                codingSessions,
                1,
                intensitySigma,
                3000,
                mix,
                mix,
                "day",
                "day",
                Audience.PROFESSIONAL);
        List<ApiClassSpec> classes = List.of(
                new ApiClassSpec("single", 1 - agents, "singles", cachedShare, mix, "day", maxTokens),
                new ApiClassSpec("agents", agents, ApiClassSpec.SESSIONS, 0, mix, "day"));
        List<ApiTierSpec> tiers = List.of(
                new ApiTierSpec("tier-1", 20, tier1Share, tier1Spread ? 1 : sending, 1, tier1Spread, tier1Priority),
                new ApiTierSpec("large", 5, 1 - tier1Share, 1, 1, true, largePriority, workspaces, workspaceShare));
        ChatSpec chat = new ChatSpec(
                secondTurn, laterTurn, 100, 1, 40, 1, 0.1, 1200, 0.5, 0.2, 600, "chats", "chats", 0, 1, 0, 1);
        return new DemandSpec(
                List.of(
                        new RegionSpec("here", ZoneOffset.UTC, roundTrip, 0.7, 0.5, 0.5),
                        new RegionSpec("there", ZoneOffset.ofHours(9), roundTrip, 0.3, 0.5, 0.5)),
                List.of(new CurveSpec("day", hours, hours, 0.5)),
                chat,
                List.of(free, pro),
                new ApiSpec(
                        apiRequests, zipf, "any", retries, agentRetries, classes, tiers, schedule, schedule, rateWalk),
                timeToLive,
                resume,
                reactions,
                swarms,
                dynamics,
                surges,
                batch);
    }

    FleetModel build() {
        DemandSpec demand = demand();
        List<ModelSpec> models = models();
        List<LimitsSpec> limits = new ArrayList<>(changes);
        List<Double> limitsFrom = new ArrayList<>(changesAt);
        if (limits.isEmpty()) {
            limits.add(limits());
            limitsFrom.add(Double.NEGATIVE_INFINITY);
        }
        List<SiteModel> sites = new ArrayList<>();
        List<PoolModel> pools = new ArrayList<>();
        sites.add(new SiteModel(new SiteSpec("home", envelope, 1.2, 0.08, null), Double.NEGATIVE_INFINITY));
        Role first = decodeReplicas > 0 ? Role.PREFILL : Role.BOTH;
        pools.add(pool("opus", 0, 0, opusReplicas, first));
        pools.add(pool("haiku", 0, 1, haikuReplicas, Role.BOTH));
        if (annexReplicas > 0) {
            sites.add(new SiteModel(new SiteSpec("annex", NO_LIMIT, 1.2, 0.08, ramp), rampFrom));
            pools.add(pool("annex", 1, 0, annexReplicas, first));
        }
        if (decodeReplicas > 0) {
            pools.add(pool("decode", 0, 0, decodeReplicas, Role.DECODE));
        }
        SessionModel sessions = new SessionModel(demand, new SessionLibrary(recorded), chats, chats, models.size());
        return new FleetModel(
                seed,
                cells,
                cells,
                slice,
                demand,
                models,
                sessions,
                lengths(),
                List.of(RenewalGaps.gamma(1 / (burstiness * burstiness))),
                limits,
                limitsFrom,
                sites,
                pools,
                router,
                caching,
                ApiSegment.of(demand.api(), limits.get(0), models, sessions, List.of(singles, singles), cells),
                at(0, 0));
    }

    private List<LengthTable> lengths() {
        List<LengthTable> all = new ArrayList<>(List.of(singles, singles));
        all.addAll(Collections.nCopies(batch.size(), batchLengths));
        return all;
    }

    private PoolModel pool(String name, int site, int model, int replicas, Role role) {
        ReplicaPower power = new ReplicaPower(ACCELERATOR, 8);
        ReplicaModel replica = new ReplicaModel(
                new StepTime(law),
                Batching.chunked(maxBatch, tokenBudget),
                new KvCache(kvTokens, 1, 0),
                1,
                new StepPower(power.decodeWatts(maxBatch), power.prefillWatts(), power.idleWatts()),
                FittedRange.EVERYWHERE);
        PoolSpec spec = new PoolSpec(
                name,
                site == 0 ? "home" : "annex",
                "any",
                "chip",
                "any",
                8,
                replicas,
                1,
                0,
                hostTokens,
                reload,
                role,
                role == Role.PREFILL ? transfer : 0,
                role == Role.PREFILL ? transferRate : 0);
        return new PoolModel(spec, site, model, site > 0, replica, power);
    }

    /** A ramp of the second site from a local time of the date. */
    SmallFleet annex(int replicas, int hour, int minute, double over) {
        annexReplicas = replicas;
        ramp = new RampSpec(LocalDateTime.of(DATE, LocalTime.of(hour, minute)), over, RampSpec.Shape.LINEAR);
        rampFrom = at(hour, minute);
        return this;
    }

    CellOutcome run(PhaseSpan span) {
        return run(span, 0);
    }

    CellOutcome run(PhaseSpan span, int replication) {
        return new CellSimulation(build(), span, replication, 0).run((part, requests) -> {});
    }
}

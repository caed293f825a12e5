package io.tidegate.workload;

import io.tidegate.random.AliasTable;
import io.tidegate.random.Hash;
import io.tidegate.random.Poisson;
import io.tidegate.random.QuantileTable;
import java.time.LocalDate;
import java.util.List;

/**
 * The subscribers of one cell: who they are, and which sessions they start on a day. Traits and starts follow from the
 * account's key and the day alone: who moves to another plan starts there what they would have started.
 */
public final class Subscribers {
    /** Told of a session that a user would start. */
    public interface Sink {
        /** A session of a kind with its own key starts at {@code t}, seconds since the epoch. */
        void start(int user, SessionKind kind, long key, double t);
    }

    private static final double SECONDS_PER_DAY = 86_400;

    private final List<PlanSpec> plans;
    private final long[] key;
    /** By user the plan that it had at first, from which all its traits are drawn. */
    private final byte[] plan;
    /** The plan that it has now; the same array where nobody ever moves. */
    private final byte[] planNow;

    private final byte[] region;
    private final float[] chatMean;
    private final float[] codingMean;
    private final LocalDays[] days;
    private final DayCurve[] chatCurve;
    private final DayCurve[] codingCurve;
    private final Surges surges;
    private final InducedDemand induced;

    /** Draws the subscribers of a cell, whose demand no budget moves. */
    public Subscribers(
            DemandSpec demand,
            SessionModel sessions,
            long cellKey,
            int[] users,
            LocalDate date,
            int firstDay,
            int lastDay) {
        this(demand, sessions, cellKey, users, date, firstDay, lastDay, InducedDemand.NONE);
    }

    /**
     * Draws the subscribers of a cell.
     *
     * @param demand plans, regions, curves
     * @param sessions what sessions ask, and so how long before its requests a session starts
     * @param cellKey identity of the cell within seed and replication
     * @param users accounts by plan in this cell
     * @param date day 0 of every region
     * @param firstDay first day on which a session may start
     * @param lastDay last such day
     * @param induced what their budgets make of their demand
     */
    public Subscribers(
            DemandSpec demand,
            SessionModel sessions,
            long cellKey,
            int[] users,
            LocalDate date,
            int firstDay,
            int lastDay,
            InducedDemand induced) {
        this.induced = induced;
        plans = demand.plans();
        surges = new Surges(demand);
        int n = 0;
        for (int count : users) {
            n += count;
        }
        key = new long[n];
        plan = new byte[n];
        region = new byte[n];
        chatMean = new float[n];
        codingMean = new float[n];
        days = demand.regions().stream()
                .map(r -> new LocalDays(r.zone(), date, firstDay, lastDay))
                .toArray(LocalDays[]::new);
        chatCurve = plans.stream().map(p -> curve(demand, p.chatCurve())).toArray(DayCurve[]::new);
        codingCurve = plans.stream()
                .map(p -> curve(demand, p.codingCurve()).startsFor(sessions.lagByHour(p.sessionKeep())))
                .toArray(DayCurve[]::new);
        double chatTurns = SessionModel.meanTurns(demand.chat());
        int user = 0;
        for (int p = 0; p < plans.size(); p++) {
            PlanSpec spec = plans.get(p);
            long planKey = Hash.combine(cellKey, p + 1L);
            AliasTable regions = regions(demand.regions(), spec.audience());
            QuantileTable intensity = intensity(spec.intensitySigma());
            for (int i = 0; i < users[p]; i++, user++) {
                long id = Hash.combine(planKey, i);
                key[user] = id;
                plan[user] = (byte) p;
                region[user] = (byte) regions.sample(Draw.REGION.of(id));
                chatMean[user] =
                        (float) (spec.chatRequests() / chatTurns * intensity.sample(Draw.CHAT_INTENSITY.of(id)));
                boolean coder = Draw.CODER.unit(id) < spec.coders();
                codingMean[user] =
                        coder ? (float) (spec.codingSessions() * intensity.sample(Draw.CODING_INTENSITY.of(id))) : 0;
            }
        }
        planNow = demand.dynamics().stream().anyMatch(DynamicsSpec::moves) ? plan.clone() : plan;
    }

    private static DayCurve curve(DemandSpec demand, String name) {
        return new DayCurve(demand.curves().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no curve " + name)));
    }

    private static AliasTable regions(List<RegionSpec> regions, Audience audience) {
        return new AliasTable(regions.stream()
                .mapToDouble(r -> switch (audience) {
                    case CONSUMER -> r.consumer();
                    case PROFESSIONAL -> r.professional();
                    case ENTERPRISE -> r.enterprise();
                })
                .toArray());
    }

    /** Intensities with mean 1: lognormal with median e^(−σ²/2). */
    private static QuantileTable intensity(double sigma) {
        return sigma == 0
                ? QuantileTable.of(new double[] {1, 1})
                : QuantileTable.logNormal(StrictMath.exp(-sigma * sigma / 2), sigma);
    }

    /** Number of accounts. */
    public int size() {
        return key.length;
    }

    /** What every trait of an account is drawn from. */
    public long key(int user) {
        return key[user];
    }

    /** The plan that an account has now, an index. */
    public int plan(int user) {
        return planNow[user];
    }

    /** The plan that an account had at first, an index: what it starts is drawn from that. */
    public int firstPlan(int user) {
        return plan[user];
    }

    /**
     * Gives an account another plan.
     *
     * @throws IllegalStateException if by the demand nobody ever moves
     */
    public void move(int user, int to) {
        if (planNow == plan) {
            throw new IllegalStateException("no plan of the demand has users who move");
        }
        planNow[user] = (byte) to;
    }

    /** The region of an account, an index. */
    public int region(int user) {
        return region[user];
    }

    /** Seconds since the epoch at which one of the account's weeks starts, within the week after {@code from}. */
    public double weekAnchor(int user, double from, double weekSeconds) {
        return from + Draw.WEEK_ANCHOR.unit(key[user]) * weekSeconds;
    }

    /** The local days of an account's region. */
    public LocalDays days(int user) {
        return days[region[user]];
    }

    /** The uniform of a draw for an account on one of its local days, [0, 1). */
    public double draw(Draw draw, int user, int day) {
        return draw.unit(Hash.combine(key[user], day));
    }

    /** The uniform of a draw for an account that has the plan it has now on one of its local days, [0, 1). */
    public double drawInPlan(Draw draw, int user, int day) {
        return draw.unit(Hash.combine(Hash.combine(key[user], day), planNow[user]));
    }

    /** Tells {@code sink} of every session that a user starts in [from, to) seconds since the epoch, in no order of time. */
    public void starts(int user, double from, double to, Sink sink) {
        LocalDays local = days[region[user]];
        int last = local.dayOf(to);
        for (int day = local.dayOf(from); day <= last; day++) {
            startsOn(user, day, from, to, sink);
        }
    }

    private void startsOn(int user, int day, double from, double to, Sink sink) {
        PlanSpec spec = plans.get(plan[user]);
        long dayKey = Hash.combine(key[user], day);
        if (Draw.ACTIVE.unit(dayKey) >= spec.active()) {
            return;
        }
        startsOf(user, day, dayKey, 1, from, to, sink);
        for (int s = 0; s < surges.count(); s++) {
            double added = surges.added(s, plan[user], from, to);
            if (added > 0) {
                double begin = Math.max(from, surges.from(s));
                startsOf(user, day, Surges.key(s, dayKey), added, begin, Math.min(to, surges.to(s)), sink);
            }
        }
    }

    /** What starts on a day of activity, or what a surge adds to it: {@code factor} times the usual. */
    private void startsOf(int user, int day, long dayKey, double factor, double from, double to, Sink sink) {
        LocalDays local = days[region[user]];
        boolean weekend = local.isWeekend(day);
        double more = induced.of(plan[user], local.at(day, 0, 0));
        DayCurve chat = chatCurve[plan[user]];
        int chats = Poisson.sample(factor * chatMean[user] * chat.volume(weekend) * more, Draw.CHAT_COUNT.unit(dayKey));
        long chatKey = Draw.CHAT_START.of(dayKey);
        for (int k = 0; k < chats; k++) {
            emit(user, SessionKind.CHAT, Hash.combine(chatKey, k), local, day, chat, weekend, from, to, sink);
        }
        if (codingMean[user] == 0) {
            return;
        }
        DayCurve coding = codingCurve[plan[user]];
        int sessions = Poisson.sample(
                factor * codingMean[user] * coding.volume(weekend) * more, Draw.CODING_COUNT.unit(dayKey));
        long codingKey = Draw.CODING_START.of(dayKey);
        for (int k = 0; k < sessions; k++) {
            emit(user, SessionKind.CODING, Hash.combine(codingKey, k), local, day, coding, weekend, from, to, sink);
        }
    }

    private static void emit(
            int user,
            SessionKind kind,
            long sessionKey,
            LocalDays local,
            int day,
            DayCurve curve,
            boolean weekend,
            double from,
            double to,
            Sink sink) {
        int hour = curve.hour(weekend, sessionKey);
        double t = local.at(day, hour, Draw.START_WITHIN_HOUR.unit(sessionKey));
        if (t >= from && t < to) {
            sink.start(user, kind, sessionKey, t);
        }
    }

    /** Days that must be tabulated before day 0 to cover {@code seconds}, two more for zones ahead of the scenario's. */
    public static int daysBefore(double seconds) {
        return -((int) StrictMath.ceil(seconds / SECONDS_PER_DAY) + 2);
    }

    /** Days that must be tabulated after day 0 to cover {@code seconds}. */
    public static int daysAfter(double seconds) {
        return (int) StrictMath.ceil(seconds / SECONDS_PER_DAY) + 2;
    }
}

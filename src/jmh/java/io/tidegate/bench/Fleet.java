package io.tidegate.bench;

import io.tidegate.fleet.ReplicaLoads;
import io.tidegate.fleet.Router;
import io.tidegate.fleet.RouterSpec;
import io.tidegate.random.Hash;
import io.tidegate.serving.LeapReplica;
import io.tidegate.serving.ReplicaListener;
import io.tidegate.serving.ReplicaModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Replicas under a Poisson stream of arrivals, and no list of events: an arrival brings those replicas up to date that its
 * router looks at, and no other.
 */
final class Fleet implements ReplicaListener {
    private static final int CHOICES = 2;
    /** Arrivals whose replicas are touched together. */
    private static final int AHEAD = 32;
    /** Seconds of pending work by which the holder of a prefix may exceed the alternative. */
    private static final double SLACK = 2;
    /** Requests that arrive at once, before all others, over those that a replica has on average. */
    private static final double BURST = 1.4;
    /** Active requests per replica for which there is room without growing: twice a full batch. */
    private static final int HANDLES = 2 * Models.MAX_BATCH;

    private static final long SEED = 20_261_121;

    private final Traffic traffic;
    private final double meanGap;
    private final int burst;
    private final int[] ids;
    private final LeapReplica[] replicas;
    /** When the load of each may change next, seconds. */
    private final double[] changes;

    private final ReplicaLoads loads;
    private final Router router;
    private final @Nullable Prefixes prefixes;

    private final boolean returning;

    /** Handles not in use are a stack. Without sessions a request's handle is its number: nothing need be known of it. */
    private int[] free;

    private int freeCount;
    private int handles;

    /** The replica that is brought up to date, and its requests that have completed since. */
    private int current;

    private int[] done = new int[16];
    private int doneCount;

    private double clock;
    /** Of no meaning; without it nothing would be touched. */
    private long touched;

    /** Replicas that are touched together. */
    private final int[] ahead = new int[3 * AHEAD + 1];

    private int reached;

    /** Their arrivals: the hash of each, and the replicas that it draws. */
    private final long[] hashes = new long[AHEAD];

    private final int[] firsts = new int[AHEAD];
    private final int[] seconds = new int[AHEAD];

    private long arrivals;
    private long restarts;

    /** What requests leave behind. */
    enum Reuse {
        /** Nothing. */
        NONE,
        /** A prefix in the cache, which none comes back for. */
        KEPT,
        /** A prefix for a session that returns to its holder, or does not. */
        RETURNING
    }

    /** Idle replicas, {@code load} arrivals per second and replica, and no prefixes. */
    Fleet(int count, double load, ReplicaModel model, Traffic traffic) {
        this(count, load, model, traffic, Reuse.NONE);
    }

    /** Idle replicas, {@code load} arrivals per second and replica. */
    Fleet(int count, double load, ReplicaModel model, Traffic traffic, Reuse reuse) {
        returning = reuse == Reuse.RETURNING;
        RouterSpec.Kind kind = returning ? RouterSpec.Kind.AFFINITY : RouterSpec.Kind.LEAST_LOADED;
        this.router = new RouterSpec(kind, CHOICES, SLACK).router();
        long kvTokens = model.kv().tokens();
        this.prefixes = switch (reuse) {
            case NONE -> null;
            case KEPT -> Prefixes.ofSingleRequests(count, kvTokens);
            case RETURNING -> Prefixes.ofSessions(count, kvTokens, load * count, HANDLES * count);
        };
        this.traffic = traffic;
        this.meanGap = 1 / (load * count);
        this.burst = (int) (count * Math.max(32, BURST * Models.meanBatch(traffic, load)));
        this.free = new int[returning ? HANDLES * count : 0];
        this.ids = new int[count];
        this.replicas = new LeapReplica[count];
        this.changes = new double[count];
        this.loads = new ReplicaLoads(count);
        for (int i = 0; i < count; i++) {
            ids[i] = i;
            replicas[i] = new LeapReplica(model, this);
        }
    }

    /** Lets some requests arrive. */
    void run(int count) {
        for (int i = 0; i < count; i++) {
            int place = i % AHEAD;
            if (place == 0) {
                touch(Math.min(AHEAD, count - i));
            }
            arrive(meanGap, hashes[place], firsts[place], seconds[place]);
        }
    }

    /** Touches what the next arrivals will look at. */
    private void touch(int next) {
        reached = 0;
        for (int i = 0; i < next; i++) {
            long hash = Hash.combine(SEED, arrivals + i);
            int first = drawn(hash);
            int second = drawn(Hash.combine(hash, 1));
            hashes[i] = hash;
            firsts[i] = first;
            seconds[i] = second;
            int holder = prefixes == null ? Router.NO_HOLDER : prefixes.holderOf(arrivals + i);
            int likely = router.choose(ids, ids.length, loads, holder, hash);
            reach(first, likely);
            reach(second, likely);
            if (holder != Router.NO_HOLDER) {
                reach(holder, likely);
            }
        }
        touched += LeapReplica.touch(replicas, ahead, reached);
        if (prefixes != null) {
            touched += prefixes.touch(ahead, reached);
            for (int i = 0; i < next; i++) {
                touched += prefixes.touchPrefix(arrivals + i);
            }
        }
    }

    private void reach(int id, int likely) {
        ahead[reached] = id;
        // Without a branch: neither can be foreseen.
        reached += (id == likely ? 1 : 0) | (clock >= changes[id] ? 1 : 0);
    }

    /**
     * Brings the fleet near its steady state: a burst, then the load that is measured. Most arrays of replicas then have
     * the size that they keep. Takes 120 s of simulated time, several times what a request takes.
     */
    void settle() {
        for (int i = 0; i < burst; i++) {
            arrive(0);
        }
        while (clock < 120) {
            arrive(meanGap);
        }
    }

    /** Lets the first requests arrive again: as many at once as in {@link #settle}, and as many as the load has them arrive. */
    void burst() {
        arrivals = 0;
        for (int i = 0; i < burst; i++) {
            arrive(0);
        }
        run(burst);
    }

    /**
     * Serves all requests, sets the clock and forgets all prefixes, so that the fleet is as new but for its arrays.
     *
     * @param until seconds, after the end of the last request
     */
    void drain(double until) {
        clock = until;
        for (int i = 0; i < replicas.length; i++) {
            look(i);
            if (replicas[i].active() > 0) {
                throw new IllegalStateException("a replica is still at work after " + until + " s");
            }
            changes[i] = 0;
        }
        if (prefixes != null) {
            prefixes.clear();
        }
    }

    private void arrive(double mean) {
        long hash = Hash.combine(SEED, arrivals);
        arrive(mean, hash, drawn(hash), drawn(Hash.combine(hash, 1)));
    }

    private void arrive(double mean, long hash, int first, int second) {
        long arrival = arrivals++;
        clock += mean * traffic.gap(hash);
        glance(first);
        glance(second);
        int holder = holder(arrival, hash);
        int chosen = router.choose(ids, ids.length, loads, holder, hash);
        if (chosen != first & chosen != second & chosen != holder) {
            throw new IllegalStateException("the router looked at replicas that were not brought up to date");
        }
        int prompt = traffic.prompt(hash);
        int output = traffic.output(hash);
        int request = returning ? handle() : (int) arrival & Integer.MAX_VALUE;
        int cached = traffic.cached(hash, prompt);
        if (returning && prefixes != null) {
            cached = chosen == holder ? prefixes.claim(prompt, clock) : 0;
            prefixes.arrive(request, prompt + output);
        }
        current = chosen;
        replicas[chosen].arrive(clock, request, 0, cached, prompt - cached, output);
        changes[chosen] = 0;
    }

    /** The replica, brought up to date, that holds a prefix of the request. */
    private int holder(long arrival, long hash) {
        if (prefixes == null) {
            return Router.NO_HOLDER;
        }
        int last = prefixes.holder(arrival, hash);
        if (last == Router.NO_HOLDER) {
            return last;
        }
        look(last);
        prefixes.makeRoom(last, replicas[last].takePeakTokens(), clock);
        return prefixes.held(clock) ? last : Router.NO_HOLDER;
    }

    /** The replica that {@link Router.LeastLoaded} draws with this hash. */
    private int drawn(long hash) {
        return (int) (Hash.unit(hash) * ids.length);
    }

    /** Looks at a replica if its load can have changed: answers under way do not change it, prompts do. */
    private void glance(int id) {
        if (clock >= changes[id]) {
            look(id);
        }
    }

    private void look(int id) {
        LeapReplica replica = replicas[id];
        current = id;
        replica.advanceTo(clock);
        loads.look(id, replica);
        changes[id] = replica.pendingPrefill() > 0 ? 0 : replica.nextBoundary();
        if (prefixes != null && doneCount > 0) {
            prefixes.makeRoom(id, replica.takePeakTokens(), clock);
            for (int i = 0; i < doneCount; i++) {
                leave(done[i], id, prefixes);
            }
            doneCount = 0;
        }
    }

    private void leave(int request, int id, Prefixes caches) {
        if (returning) {
            caches.completed(request, id, clock);
            free[freeCount++] = request;
        } else {
            long hash = Hash.combine(SEED, request);
            caches.keep(request, traffic.prompt(hash) + traffic.output(hash), id, clock);
        }
    }

    private int handle() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (handles == free.length) {
            free = Arrays.copyOf(free, 2 * handles);
        }
        return handles++;
    }

    @Override
    public void started(int request, double t) {
        if (returning && prefixes != null) {
            prefixes.started(request, current);
        }
    }

    @Override
    public void firstToken(int request, double t) {}

    @Override
    public void restarted(int request, double t) {
        restarts++;
    }

    @Override
    public void completed(int request, double t) {
        if (prefixes == null) {
            return;
        }
        if (doneCount == done.length) {
            done = Arrays.copyOf(done, 2 * doneCount);
        }
        done[doneCount++] = request;
    }

    /** Seconds simulated. */
    double clock() {
        return clock + (touched & 0);
    }

    long arrivals() {
        return arrivals;
    }

    long restarts() {
        return restarts;
    }

    /** Arrivals that found a prefix of theirs. */
    long hits() {
        return prefixes == null ? 0 : prefixes.hits();
    }

    long active() {
        long sum = 0;
        for (LeapReplica replica : replicas) {
            sum += replica.active();
        }
        return sum;
    }

    long waiting() {
        long sum = 0;
        for (LeapReplica replica : replicas) {
            sum += replica.waiting();
        }
        return sum;
    }

    long steps() {
        long sum = 0;
        for (LeapReplica replica : replicas) {
            sum += replica.meter().steps();
        }
        return sum;
    }

    long leaps() {
        long sum = 0;
        for (LeapReplica replica : replicas) {
            sum += replica.meter().leaps();
        }
        return sum;
    }

    int size() {
        return replicas.length;
    }

    /** Lets go of the replicas, so that their memory can be told from the rest; nothing can arrive any more. */
    void drop() {
        Arrays.fill(replicas, null);
    }
}

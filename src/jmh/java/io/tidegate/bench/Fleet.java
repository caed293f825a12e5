package io.tidegate.bench;

import io.tidegate.fleet.ReplicaLoads;
import io.tidegate.fleet.Router;
import io.tidegate.fleet.RouterSpec;
import io.tidegate.random.Hash;
import io.tidegate.serving.LeapReplica;
import io.tidegate.serving.ReplicaListener;
import io.tidegate.serving.ReplicaModel;
import java.util.Arrays;

/**
 * Replicas under a Poisson stream of arrivals, and no list of events: an arrival brings those replicas up to date that its
 * router looks at, and no other.
 */
final class Fleet implements ReplicaListener {
    private static final int CHOICES = 2;
    private static final long SEED = 20_261_121;

    private final Traffic traffic;
    private final double meanGap;
    private final int[] ids;
    private final LeapReplica[] replicas;
    private final ReplicaLoads loads;
    private final Router router = new RouterSpec(RouterSpec.Kind.LEAST_LOADED, CHOICES, 0).router();

    /** Handles not in use are a stack. */
    private int[] free = new int[0];

    private int freeCount;
    private int handles;

    private double clock;
    private long arrivals;
    private long completed;
    private long restarts;

    /**
     * Idle replicas.
     *
     * @param load arrivals per second and replica
     */
    Fleet(int count, double load, ReplicaModel model, Traffic traffic) {
        this.traffic = traffic;
        this.meanGap = 1 / (load * count);
        this.ids = new int[count];
        this.replicas = new LeapReplica[count];
        this.loads = new ReplicaLoads(count);
        for (int i = 0; i < count; i++) {
            ids[i] = i;
            replicas[i] = new LeapReplica(model, this);
        }
    }

    /** Lets some requests arrive. */
    void run(int count) {
        for (int i = 0; i < count; i++) {
            arrive();
        }
    }

    /** Lets requests arrive for some simulated seconds. */
    void runFor(double seconds) {
        double end = clock + seconds;
        while (clock < end) {
            arrive();
        }
    }

    private void arrive() {
        long hash = Hash.combine(SEED, arrivals++);
        clock += meanGap * traffic.gap(hash);
        int first = drawn(hash);
        int second = drawn(Hash.combine(hash, 1));
        look(first);
        look(second);
        int chosen = router.choose(ids, ids.length, loads, Router.NO_HOLDER, hash);
        if (chosen != first && chosen != second) {
            throw new IllegalStateException("the router looked at replicas that were not brought up to date");
        }
        int prompt = traffic.prompt(hash);
        int cached = traffic.cached(hash, prompt);
        replicas[chosen].arrive(clock, handle(), 0, cached, prompt - cached, traffic.output(hash));
    }

    /** The replica that {@link Router.LeastLoaded} draws with this hash. */
    private int drawn(long hash) {
        return (int) (Hash.unit(hash) * ids.length);
    }

    private void look(int id) {
        replicas[id].advanceTo(clock);
        loads.look(id, replicas[id]);
    }

    private int handle() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (handles == free.length) {
            free = Arrays.copyOf(free, Math.max(1024, 2 * handles));
        }
        return handles++;
    }

    @Override
    public void started(int request, double t) {}

    @Override
    public void firstToken(int request, double t) {}

    @Override
    public void restarted(int request, double t) {
        restarts++;
    }

    @Override
    public void completed(int request, double t) {
        completed++;
        free[freeCount++] = request;
    }

    /** Seconds simulated. */
    double clock() {
        return clock;
    }

    long arrivals() {
        return arrivals;
    }

    long completed() {
        return completed;
    }

    long restarts() {
        return restarts;
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

package io.tidegate.fleet;

import io.tidegate.random.Hash;

/**
 * Which of some replicas takes a request. A router sees {@link ReplicaLoads} and which replica holds the request's prefix. In a fleet
 * the loads of a replica are those after its last arrival or, at a slice's end, its last boundary: completions are
 * learnt at most one slice and one step late. A trace is replayed with all replicas brought to the arrival first, so that
 * nothing is stale.
 */
public interface Router {
    /** No replica holds a prefix of the request. */
    int NO_HOLDER = -1;

    /**
     * Chooses a replica.
     *
     * @param replicas ids of the replicas on line, of which the first {@code count} are valid
     * @param count 1 or more
     * @param loads what is known of each
     * @param holder the replica that holds the request's prefix, which is on line, or {@link #NO_HOLDER}
     * @param draw a hash for every random choice of this request
     * @return a replica id
     */
    int choose(int[] replicas, int count, ReplicaLoads loads, int holder, long draw);

    /** Each in turn. Sees nothing. */
    final class RoundRobin implements Router {
        private int last = -1;

        @Override
        public int choose(int[] replicas, int count, ReplicaLoads loads, int holder, long draw) {
            last = last + 1 < count ? last + 1 : 0;
            return replicas[last];
        }
    }

    /** One at random. Sees nothing. */
    final class Random implements Router {
        @Override
        public int choose(int[] replicas, int count, ReplicaLoads loads, int holder, long draw) {
            return replicas[(int) (Hash.unit(draw) * count)];
        }
    }

    /** The fewest requests that wait, the first of the replicas on a tie. Sees all queues. */
    final class FewestWaiting implements Router {
        @Override
        public int choose(int[] replicas, int count, ReplicaLoads loads, int holder, long draw) {
            int best = replicas[0];
            for (int i = 1; i < count; i++) {
                if (loads.waiting(replicas[i]) < loads.waiting(best)) {
                    best = replicas[i];
                }
            }
            return best;
        }
    }

    /**
     * The least pending work of {@code d} drawn at random with replacement, the first drawn on a tie (Mitzenmacher, "The power
     * of two choices in randomized load balancing", IEEE TPDS 12(10), 2001). Sees the work of those drawn.
     */
    final class LeastLoaded implements Router {
        private final int choices;

        LeastLoaded(int choices) {
            this.choices = choices;
        }

        @Override
        public int choose(int[] replicas, int count, ReplicaLoads loads, int holder, long draw) {
            int best = drawn(0, replicas, count, draw);
            for (int i = 1; i < choices; i++) {
                int other = drawn(i, replicas, count, draw);
                if (loads.pending(other) < loads.pending(best)) {
                    best = other;
                }
            }
            return best;
        }

        /** Replica number {@code i}, 0 to {@code d} - 1, of those that are compared. */
        static int drawn(int i, int[] replicas, int count, long draw) {
            return replicas[(int) (Hash.unit(i == 0 ? draw : Hash.combine(draw, i)) * count)];
        }
    }

    /** The fewest tokens of KV that running requests hold and waiting prompts want, the first of the replicas on a tie. Sees all caches. */
    final class LeastKv implements Router {
        @Override
        public int choose(int[] replicas, int count, ReplicaLoads loads, int holder, long draw) {
            int best = replicas[0];
            for (int i = 1; i < count; i++) {
                if (loads.held(replicas[i]) < loads.held(best)) {
                    best = replicas[i];
                }
            }
            return best;
        }
    }

    /**
     * The holder of the request's prefix, unless the prompts before it there take more than the slack longer than those at the least loaded
     * of {@code d} drawn at random; then, and where nobody holds it, that one. Sees the work of those drawn and of the holder, and where
     * prefixes are, which is never stale.
     */
    final class Affinity implements Router {
        private final LeastLoaded fallBack;
        private final double slack;

        Affinity(int choices, double slack) {
            this.fallBack = new LeastLoaded(choices);
            this.slack = slack;
        }

        @Override
        public int choose(int[] replicas, int count, ReplicaLoads loads, int holder, long draw) {
            int other = fallBack.choose(replicas, count, loads, holder, draw);
            boolean near = holder != NO_HOLDER && loads.prefill(holder) <= loads.prefill(other) + slack;
            return near ? holder : other;
        }
    }
}

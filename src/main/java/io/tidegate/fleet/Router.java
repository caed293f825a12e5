package io.tidegate.fleet;

import io.tidegate.random.Hash;

/**
 * Which replica of a model class takes a request. A router sees the pending work of each replica as it was when that replica
 * last had an arrival or, at a slice's end, reached a boundary: completions are learnt at most one slice and one step late.
 */
interface Router {
    /**
     * Chooses a replica.
     *
     * @param replicas ids of the replicas on line, of which the first {@code count} are valid
     * @param count 1 or more
     * @param pending seconds of work pending, by replica id
     * @param draw a hash for every random choice of this request
     * @return a replica id
     */
    int choose(int[] replicas, int count, double[] pending, long draw);

    /** Each in turn. */
    final class RoundRobin implements Router {
        private int last = -1;

        @Override
        public int choose(int[] replicas, int count, double[] pending, long draw) {
            last = last + 1 < count ? last + 1 : 0;
            return replicas[last];
        }
    }

    /** One at random. */
    final class Random implements Router {
        @Override
        public int choose(int[] replicas, int count, double[] pending, long draw) {
            return replicas[(int) (Hash.unit(draw) * count)];
        }
    }

    /**
     * The least pending work of {@code d} drawn at random with replacement, the first drawn on a tie (Mitzenmacher, "The power
     * of two choices in randomized load balancing", IEEE TPDS 12(10), 2001).
     */
    final class LeastLoaded implements Router {
        private final int choices;

        LeastLoaded(int choices) {
            this.choices = choices;
        }

        @Override
        public int choose(int[] replicas, int count, double[] pending, long draw) {
            int best = replicas[(int) (Hash.unit(draw) * count)];
            for (int i = 1; i < choices; i++) {
                int other = replicas[(int) (Hash.unit(Hash.combine(draw, i)) * count)];
                if (pending[other] < pending[best]) {
                    best = other;
                }
            }
            return best;
        }
    }
}

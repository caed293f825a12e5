package io.tidegate.fleet;

import io.tidegate.serving.ReplicaModel;
import org.jspecify.annotations.Nullable;

/**
 * How a trace is served.
 *
 * @param model what each replica is
 * @param replicas replicas that decode, and that prefill unless others do; 1 or more
 * @param router who takes a request, in each pool on its own
 * @param engine how replicas work
 * @param handover where others prefill, how; null where each replica does both
 * @param seed of the router's draws
 */
public record ReplaySpec(
        ReplicaModel model,
        int replicas,
        RouterSpec router,
        Engine engine,
        @Nullable Handover handover,
        long seed) {
    /** How replicas work; the results are the same. */
    public enum Engine {
        /** Step by step, plainly. */
        STEP,
        /** From change to change of the batch. */
        LEAP
    }

    /**
     * Prompts are computed by replicas of their own, which hand over the KV cache.
     *
     * @param prefillReplicas replicas that prefill, 1 or more
     * @param latency seconds from the end of a prefill to its arrival where it decodes, if it had no tokens; 0 or more
     * @param secondsPerToken seconds that each token of the prompt adds, 0 or more
     */
    public record Handover(int prefillReplicas, double latency, double secondsPerToken) {
        public Handover {
            if (prefillReplicas < 1 || !isTime(latency) || !isTime(secondsPerToken)) {
                throw new IllegalArgumentException("need 1 or more replicas and times of 0 or more, found "
                        + prefillReplicas + ", " + latency + ", " + secondsPerToken);
            }
        }

        private static boolean isTime(double seconds) {
            return seconds >= 0 && seconds < Double.POSITIVE_INFINITY;
        }

        /** Seconds that handing over a prompt takes. */
        double seconds(int prompt) {
            return latency + prompt * secondsPerToken;
        }
    }

    public ReplaySpec {
        if (replicas < 1) {
            throw new IllegalArgumentException("need 1 or more replicas, found " + replicas);
        }
    }
}

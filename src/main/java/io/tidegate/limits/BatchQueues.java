package io.tidegate.limits;

/**
 * How many requests of batch jobs each organisation of a cell has handed in that are neither answered nor dropped. A job is
 * taken whole or not at all. Counts are kept whether there is a cap or not, so that a new one acts at once; when there will be room
 * is not known.
 */
final class BatchQueues {
    private final int[] queued;

    BatchQueues(int organisations) {
        queued = new int[organisations];
    }

    /** Whether a job of so many requests fits. */
    boolean passes(int organisation, int requests, CapLimits caps) {
        return (double) queued[organisation] + requests <= caps.queue;
    }

    /** A job was taken. */
    void add(int organisation, int requests) {
        queued[organisation] = Math.addExact(queued[organisation], requests);
    }

    /** Requests were answered or dropped. */
    void remove(int organisation, int requests) {
        queued[organisation] -= requests;
    }

    /** Requests of an organisation. */
    int queued(int organisation) {
        return queued[organisation];
    }
}

package io.tidegate.limits;

/**
 * How many requests each organisation of a cell has under way. One more passes while fewer than the cap are; when one will be
 * answered is not known. Counts are kept whether there is a cap or not, so that a new one acts at once.
 */
final class ConcurrencyCaps {
    private final int[] underWay;

    ConcurrencyCaps(int organisations) {
        underWay = new int[organisations];
    }

    /** Whether one more request may pass. */
    boolean passes(int organisation, CapLimits caps) {
        return underWay[organisation] + 1 <= caps.concurrency;
    }

    /** So many requests passed. */
    void begin(int organisation, int requests) {
        underWay[organisation] += requests;
    }

    /** So many requests were answered. */
    void end(int organisation, int requests) {
        underWay[organisation] -= requests;
    }
}

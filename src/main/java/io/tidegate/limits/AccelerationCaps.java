package io.tidegate.limits;

/**
 * How fast the use of each organisation of a cell may grow.
 *
 * <p>Minutes are [60k, 60k + 60) of the seconds that it is told. In each, an organisation may use as many uncached input tokens as
 * the greater of the floor and the factor times what it used in the minute before. A request passes if what it used in this
 * minute, with the request, is no more than that; or if it is the minute's first, as one above the allowance could never pass
 * otherwise. So a minute holds no more than the allowance, or one request. A refused request passes, if nothing else is taken,
 * at the beginning of the next minute, as its first.
 *
 * <p>That sharp rises are refused and a gradual ramp is not is documented by one provider; its rule is not. This one is
 * assumed. What was used while there was no cap is not remembered.
 */
final class AccelerationCaps {
    private static final double MINUTE = 60;
    private static final int FIELDS = 3;
    private static final int AT = 0;
    private static final int USED = 1;
    private static final int BEFORE = 2;

    private final double[] state;

    AccelerationCaps(int organisations) {
        state = new double[Math.multiplyExact(organisations, FIELDS)];
    }

    /** Whether a request may pass at {@code t}, seconds, which never falls. */
    boolean passes(int organisation, CapLimits caps, double t, double tokens) {
        double used = used(organisation, t, 0);
        return used == 0 || used + tokens <= allowed(organisation, caps, t);
    }

    /** When a request that is refused at {@code t} first passes if nothing else is taken. */
    double passesAt(double t) {
        return (Math.floor(t / MINUTE) + 1) * MINUTE;
    }

    /** Counts a request that passed. */
    void charge(int organisation, double t, double tokens) {
        double used = used(organisation, t, 0);
        double before = used(organisation, t, 1);
        int at = organisation * FIELDS;
        state[at + AT] = Math.floor(t / MINUTE);
        state[at + USED] = used + tokens;
        state[at + BEFORE] = before;
    }

    /** Tokens that the minute of {@code t} may hold. */
    double allowed(int organisation, CapLimits caps, double t) {
        return Math.max(caps.growthFloor, caps.growth * used(organisation, t, 1));
    }

    /** Tokens used in the minute of {@code t}, or so many minutes before it, 0 or 1. */
    private double used(int organisation, double t, int ago) {
        int at = organisation * FIELDS;
        double since = Math.floor(t / MINUTE) - ago - state[at + AT];
        return since == 0 ? state[at + USED] : since == -1 ? state[at + BEFORE] : 0;
    }
}

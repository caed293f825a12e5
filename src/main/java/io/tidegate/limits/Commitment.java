package io.tidegate.limits;

/** A commitment of organisations of a tier at one time: what each holds, and what a request weighs. */
final class Commitment {
    /** Requests are not limited: no fleet comes near this many a minute, and a bucket of them loses none to rounding. */
    private static final double ANY_RPM = 1e12;

    /** The weighted tokens that it holds. */
    final BucketLimits bucket;

    private final CommitmentSpec spec;

    /**
     * A commitment.
     *
     * @param spec what was bought
     * @param limits whose bursts it has
     * @param part the part of an organisation's limits that holds here
     */
    Commitment(CommitmentSpec spec, LimitsSpec limits, double part) {
        this.spec = spec;
        bucket = new BucketLimits(ANY_RPM, spec.itpm() * part, spec.otpm() * part, 1, limits.tokenBurst());
    }

    /** Whether an organisation with a uniform draw of its own, 0 to 1, has it. */
    boolean isOf(double draw) {
        return draw < spec.share();
    }

    /** Weighted tokens of a request's input, whose uncached part is written to the cache or not. */
    double input(double cached, double uncached, boolean written) {
        double weighted = cached * spec.cacheRead() + uncached * (written ? spec.cacheWrite() : 1);
        return isLong(cached + uncached) ? weighted * spec.longInput() : weighted;
    }

    /** Weight of each output token of a request with so many tokens of input. */
    double output(double input) {
        return isLong(input) ? spec.longOutput() : 1;
    }

    private boolean isLong(double input) {
        return input > spec.longContext();
    }
}

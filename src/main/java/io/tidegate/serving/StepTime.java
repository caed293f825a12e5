package io.tidegate.serving;

/** A step law made fast: the term of the expert weights comes from a table. Shared by all replicas of a profile. */
public final class StepTime {
    /** Tokens in a step for which the table holds a value: a usual budget and batch together. */
    private static final int TABLE = 8192;
    /** Seconds: clocks of up to 1e7 s can still tell steps of this length apart. */
    private static final double SHORTEST = 1e-9;

    private final StepLaw law;
    private final double[] touched = new double[TABLE];

    /**
     * Step times of a law.
     *
     * @throws IllegalArgumentException if a coefficient is negative or not finite, an efficiency is 0, {@code n0} is below 1, or
     *     a step of a single token would take less than a nanosecond
     */
    public StepTime(StepLaw law) {
        double[] terms = {law.c0(), law.cB(), law.cK(), law.cP(), law.cPC(), law.cR(), law.w()};
        for (double term : terms) {
            if (!(term >= 0 && term < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("terms of a step law must be finite and 0 or more: " + law);
            }
        }
        if (!(law.n0() >= 1 && law.effC() > 0 && law.effM() > 0)
                || Double.isInfinite(law.effC())
                || Double.isInfinite(law.effM())) {
            throw new IllegalArgumentException("n0 must be 1 or more, efficiencies finite and above 0: " + law);
        }
        this.law = law;
        for (int n = 0; n < TABLE; n++) {
            touched[n] = touchedDirectly(n);
        }
        double base = law.effM() * floor(1);
        double decode = base + law.effC() * law.cB() + law.effM() * law.cK() * 2;
        double prefill = base + law.effC() * (law.cP() + law.cPC() * 0.5) + law.effM() * law.cR();
        if (decode < SHORTEST || prefill < SHORTEST) {
            throw new IllegalArgumentException("a step of a single token must take a nanosecond or more: " + law);
        }
    }

    /** The law. */
    public StepLaw law() {
        return law;
    }

    /** Seconds of memory movement that a step of {@code tokens} tokens (0 or more) costs anyway: its base and expert weights. */
    double floor(int tokens) {
        return law.c0() + law.w() * (tokens < TABLE ? touched[tokens] : touchedDirectly(tokens));
    }

    private double touchedDirectly(int tokens) {
        return 1 - StrictMath.exp(-tokens / law.n0());
    }

    /**
     * Seconds that computing a stretch of a prompt adds to steps, however it is cut in chunks, at the law's own efficiency;
     * without the per-request term of a step, which depends on the cut.
     *
     * @param before tokens before the stretch
     * @param tokens its length
     */
    public double prefillWork(int before, int tokens) {
        return law.effC() * (law.cP() * tokens + law.cPC() * tokens * (before + 0.5 * tokens));
    }

    /**
     * Seconds that decoding the answer adds to steps, at the law's own efficiency. The first token comes with the prompt.
     *
     * @param prompt tokens of the prompt, cached or not
     * @param output tokens of the answer, 1 or more
     */
    public double decodeWork(int prompt, int output) {
        return (output - 1) * (law.effC() * law.cB() + law.effM() * law.cK() * (prompt + 0.5 * output));
    }
}

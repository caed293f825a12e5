package io.tidegate.limits;

/**
 * The token buckets of all organisations of a cell: requests, uncached input tokens and output tokens, for each model
 * class.
 *
 * <p>A bucket refills continuously at its rate up to its capacity, and is full at first use. A request passes when
 *
 * <ul>
 *   <li>one request is left,
 *   <li>its input is left, or the bucket is full: an input above the capacity could never pass otherwise, and takes the
 *       level below zero,
 *   <li>the output that it reserves is left, or likewise the bucket is full; of a request that reserves none, one token: its
 *       output is taken when it is known, which may take the level below zero.
 * </ul>
 *
 * <p>What reserves at least its output and less than the capacity never takes a level below zero, so that over any span what
 * is reserved, less what is given back, is at most the capacity and what flows in meanwhile.
 *
 * <p>Checking leaves no trace, so that a request may be asked of several limiters before one of them is charged. Limits are handed in with each call: a changed limit acts at once on the level
 * held, and also on the refill since the last call that changed a level.
 *
 * <p>Times are seconds since the Unix epoch; one before the last call that changed a level counts as that call's. An
 * organisation takes {@value #BYTES_PER_BUCKETS} bytes a model class.
 */
public final class OrganisationBuckets {
    /** The answer to a request that may pass; any other is the {@link Denial#code} of a refusal. */
    public static final int PASS = -1;

    private static final int FIELDS = 4;

    /** Storage of an organisation's buckets of one model class. */
    public static final int BYTES_PER_BUCKETS = FIELDS * Double.BYTES;

    private static final int REQUESTS = 0;
    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int LAST = 3;

    private static final int REQUESTS_SPENT = Denial.RPM.code();
    private static final int INPUT_SPENT = Denial.ITPM.code();
    private static final int OUTPUT_SPENT = Denial.OTPM.code();

    private final int models;
    private final double[] state;
    private double passesAt = Double.NaN;

    /**
     * Full buckets.
     *
     * @param organisations how many; they are numbered from 0
     * @param models model classes, numbered from 0
     */
    public OrganisationBuckets(int organisations, int models) {
        this.models = models;
        state = new double[Math.multiplyExact(Math.multiplyExact(organisations, models), FIELDS)];
        for (int at = 0; at < state.length; at += FIELDS) {
            state[at + LAST] = Double.NEGATIVE_INFINITY;
        }
    }

    /**
     * Whether a request may pass at time {@code t}.
     *
     * @param inputTokens uncached input tokens
     * @param reserved output tokens that it reserves, 0 or more
     * @return {@link #PASS}, or the {@link Denial#code} of the limit with the longest wait; the first of {@link Denial#RPM},
     *     {@link Denial#ITPM}, {@link Denial#OTPM} if they wait equally long
     */
    public int check(int organisation, int model, BucketLimits limits, double t, double inputTokens, double reserved) {
        int at = at(organisation, model);
        double inputNeed = Math.min(inputTokens, limits.inputCapacity());
        double outputNeed = Math.min(Math.max(1, reserved), limits.outputCapacity());
        boolean passes = requests(at, limits, t) >= 1
                && input(at, limits, t) >= inputNeed
                && output(at, limits, t) >= outputNeed;
        return passes ? PASS : refuse(at, limits, t, inputNeed, outputNeed);
    }

    /** Takes one request, its input and what it reserves, whether they are there or not. */
    public void take(int organisation, int model, BucketLimits limits, double t, double inputTokens, double reserved) {
        int at = at(organisation, model);
        double requests = requests(at, limits, t) - 1;
        double input = input(at, limits, t) - inputTokens;
        set(at, requests, input, output(at, limits, t) - reserved, t);
    }

    /**
     * The first time at which the request that {@link #check} refused last would pass if nothing else were taken and no limit
     * changed; NaN before the first refusal.
     */
    public double passesAt() {
        return passesAt;
    }

    /**
     * Takes the output of a request that completed at time {@code t}, less what it had reserved.
     *
     * @param outputTokens tokens produced and not reserved; below 0 where more were reserved, which gives the rest back
     */
    public void settle(int organisation, int model, BucketLimits limits, double t, double outputTokens) {
        int at = at(organisation, model);
        set(at, requests(at, limits, t), input(at, limits, t), output(at, limits, t) - outputTokens, t);
    }

    /** Requests left at time {@code t}. */
    public double requests(int organisation, int model, BucketLimits limits, double t) {
        return requests(at(organisation, model), limits, t);
    }

    /** Input tokens left at time {@code t}; below zero after an input above the capacity. */
    public double input(int organisation, int model, BucketLimits limits, double t) {
        return input(at(organisation, model), limits, t);
    }

    /** Output tokens left at time {@code t}; below zero after more output than was left. */
    public double output(int organisation, int model, BucketLimits limits, double t) {
        return output(at(organisation, model), limits, t);
    }

    private int refuse(int at, BucketLimits limits, double t, double inputNeed, double outputNeed) {
        double requestsAt = reaches(at, REQUESTS, limits.rpm(), limits.requestCapacity(), t, 1);
        double inputAt = reaches(at, INPUT, limits.itpm(), limits.inputCapacity(), t, inputNeed);
        double outputAt = reaches(at, OUTPUT, limits.otpm(), limits.outputCapacity(), t, outputNeed);
        passesAt = Math.max(requestsAt, Math.max(inputAt, outputAt));
        if (requestsAt == passesAt) {
            return REQUESTS_SPENT;
        }
        return inputAt == passesAt ? INPUT_SPENT : OUTPUT_SPENT;
    }

    /** The first time from t on at which the level is {@code need}, at most the capacity. */
    private double reaches(int at, int field, double perMinute, double capacity, double t, double need) {
        double missing = need - level(at, field, perMinute, capacity, t);
        if (missing <= 0) {
            return t;
        }
        double reached = Math.max(t, state[at + LAST]) + missing / (perMinute / 60);
        // Rounding may leave the level a hair short at that time; a client told to come then must pass.
        for (double step = Math.ulp(reached); level(at, field, perMinute, capacity, reached) < need; step *= 2) {
            reached += step;
        }
        return reached;
    }

    private double requests(int at, BucketLimits limits, double t) {
        return level(at, REQUESTS, limits.rpm(), limits.requestCapacity(), t);
    }

    private double input(int at, BucketLimits limits, double t) {
        return level(at, INPUT, limits.itpm(), limits.inputCapacity(), t);
    }

    private double output(int at, BucketLimits limits, double t) {
        return level(at, OUTPUT, limits.otpm(), limits.outputCapacity(), t);
    }

    private double level(int at, int field, double perMinute, double capacity, double t) {
        double elapsed = Math.max(0, t - state[at + LAST]);
        return Math.min(capacity, state[at + field] + perMinute / 60 * elapsed);
    }

    private void set(int at, double requests, double input, double output, double t) {
        state[at + REQUESTS] = requests;
        state[at + INPUT] = input;
        state[at + OUTPUT] = output;
        state[at + LAST] = Math.max(t, state[at + LAST]);
    }

    private int at(int organisation, int model) {
        return (organisation * models + model) * FIELDS;
    }
}

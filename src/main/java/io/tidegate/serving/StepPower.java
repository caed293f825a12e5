package io.tidegate.serving;

/** Watts of one accelerator of a replica, by what its step does. */
public final class StepPower {
    /** For replicas whose power nobody asks for. */
    public static final StepPower NONE = new StepPower(new double[] {0}, 0, 0);

    private final double[] decodeWatts;
    private final double prefillWatts;
    private final double idleWatts;

    /**
     * Watts of one accelerator.
     *
     * @param decodeWatts while it decodes, by number of decoding requests from 0; the last holds for all larger batches
     * @param prefillWatts while it prefills
     * @param idleWatts while the replica is idle
     * @throws IllegalArgumentException if watts are missing, negative or not finite
     */
    public StepPower(double[] decodeWatts, double prefillWatts, double idleWatts) {
        if (decodeWatts.length == 0) {
            throw new IllegalArgumentException("need the watts of at least one batch size");
        }
        for (double watts : decodeWatts) {
            check(watts);
        }
        this.decodeWatts = decodeWatts.clone();
        this.prefillWatts = check(prefillWatts);
        this.idleWatts = check(idleWatts);
    }

    private static double check(double watts) {
        if (!(watts >= 0 && watts < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("watts must be finite and 0 or more, not " + watts);
        }
        return watts;
    }

    /** Watts while {@code batch} requests (0 or more) decode. */
    public double decodeWatts(int batch) {
        return decodeWatts[Math.min(batch, decodeWatts.length - 1)];
    }

    /** Watts while it prefills. */
    public double prefillWatts() {
        return prefillWatts;
    }

    /** Watts of an idle replica. */
    public double idleWatts() {
        return idleWatts;
    }
}

package io.tidegate.supply;

/**
 * Watts of one replica: of its accelerators, and at the wall with its share of the node.
 *
 * <p>Device power in decode rises with the batch and saturates (fits to measured H100 and B200 servers); in prefill it is a
 * share of the rated power; never more than rated. A node draws a base, and its devices' power times a slope for power
 * supplies and fans (measured on 8-device servers).
 */
public final class ReplicaPower {
    private final AcceleratorSpec spec;
    private final int gpus;

    /**
     * The power of a replica.
     *
     * @param spec its accelerators
     * @param gpus how many, at least 1
     */
    public ReplicaPower(AcceleratorSpec spec, int gpus) {
        if (gpus < 1) {
            throw new IllegalArgumentException("gpus: must be at least 1, found " + gpus);
        }
        this.spec = spec;
        this.gpus = gpus;
    }

    /**
     * Watts of a device in decode by batch size.
     *
     * @param maxBatch largest batch
     * @return element B for batch B, 0 to {@code maxBatch}; with no sequence to decode a device is idle
     */
    public double[] decodeWatts(int maxBatch) {
        double[] watts = new double[maxBatch + 1];
        watts[0] = idleWatts();
        for (int batch = 1; batch <= maxBatch; batch++) {
            double rise = spec.decodeRise() * (1 - StrictMath.exp(-batch / spec.decodeBatch()));
            watts[batch] = Math.min(spec.tdp(), spec.decodeLow() + rise);
        }
        return watts;
    }

    /** Watts of a device in prefill. */
    public double prefillWatts() {
        return spec.prefillShare() * spec.tdp();
    }

    /** Watts of a device with nothing to do. */
    public double idleWatts() {
        return spec.idle();
    }

    /**
     * Watts of the replica at the wall of its nodes, which it has a part of in proportion to its devices.
     *
     * @param deviceWatts mean watts of a device
     */
    public double wallWatts(double deviceWatts) {
        return (double) gpus / spec.nodeGpus() * spec.nodeBase() + spec.nodeSlope() * gpus * deviceWatts;
    }
}

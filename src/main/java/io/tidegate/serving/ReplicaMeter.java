package io.tidegate.serving;

/** What one replica did since it was made. All figures only grow; a caller takes differences of readings. */
public sealed class ReplicaMeter permits SlotTable {
    private double busySeconds;
    private double workSeconds;
    private double batchSeconds;
    private double joules;
    private long steps;
    private long leaps;
    private long restarts;
    private long beyondContext;
    private long beyondSize;
    private long unbalanced;
    private long outside;

    ReplicaMeter() {}

    /** Adds an advance of some steps; seconds, joules of one accelerator. */
    void add(double busy, double work, double batch, double energy, long count) {
        busySeconds += busy;
        workSeconds += work;
        batchSeconds += batch;
        joules += energy;
        steps += count;
        leaps++;
    }

    /** Adds a request that lost its place and its KV. */
    void addRestart() {
        restarts++;
    }

    /** Adds steps outside the range to which the step law was fitted, by kind, and how many are of any kind. */
    void addOutside(long context, long size, long balance, long any) {
        beyondContext += context;
        beyondSize += size;
        unbalanced += balance;
        outside += any;
    }

    /** Seconds in which a step ran. */
    public double busySeconds() {
        return busySeconds;
    }

    /** Seconds of steps without what a step costs anyway: its base and the expert weights. */
    public double workSeconds() {
        return workSeconds;
    }

    /** Number of decoding requests, integrated over busy seconds. */
    public double batchSeconds() {
        return batchSeconds;
    }

    /** Joules that one accelerator of the replica used while busy; idle time is the caller's to add. */
    public double joules() {
        return joules;
    }

    /** Steps taken. */
    public long steps() {
        return steps;
    }

    /** Advances taken: a leap over many equal steps counts once. */
    public long leaps() {
        return leaps;
    }

    /** Times that a request lost its place and its KV to another's need. */
    public long restarts() {
        return restarts;
    }

    /** Steps whose decoding requests held more tokens on average, or with a prompt read further, than {@link FittedRange#maxContext}. */
    public long beyondContext() {
        return beyondContext;
    }

    /** Steps with more decoding requests or prefill tokens than {@link FittedRange#maxBatch} and {@link FittedRange#maxPrefill}. */
    public long beyondSize() {
        return beyondSize;
    }

    /** Steps with some decoding, or some prefilling, requests but fewer than {@link FittedRange#ranks}. */
    public long unbalanced() {
        return unbalanced;
    }

    /** Steps outside the {@link FittedRange} in any of these ways. */
    public long outside() {
        return outside;
    }
}

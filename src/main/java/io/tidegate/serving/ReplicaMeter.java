package io.tidegate.serving;

/** What one replica did since it was made. All figures only grow; a caller takes differences of readings. */
public final class ReplicaMeter {
    private double busySeconds;
    private double workSeconds;
    private double batchSeconds;
    private double joules;
    private long steps;
    private long leaps;

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
}

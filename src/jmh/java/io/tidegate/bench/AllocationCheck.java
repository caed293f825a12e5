package io.tidegate.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Holds a thread to allocating nothing: on average less than a byte per arrival, which leaves room for arrays that still grow. */
final class AllocationCheck {
    private static final double MOST = 1;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long bytes;
    private long arrivals;
    private double most;

    /** Begins to count, for the calling thread, at some arrivals. */
    void begin(long arrivalsSoFar) {
        arrivals = arrivalsSoFar;
        bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /**
     * Ends counting.
     *
     * @throws IllegalStateException if the calling thread allocated a byte or more per arrival
     */
    void end(long arrivalsSoFar) {
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
        double each = (double) allocated / (arrivalsSoFar - arrivals);
        most = Math.max(most, each);
        if (!(each < MOST)) {
            throw new IllegalStateException("the kernel allocated " + each + " bytes per arrival in its steady state");
        }
    }

    /** Bytes per arrival of the worst count so far. */
    double most() {
        return most;
    }
}

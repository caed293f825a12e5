package io.tidegate.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Holds a thread to allocating nothing per arrival: less than a byte on average, beside a few hundred bytes per replica for
 * arrays that a rare crowd still makes grow. The smallest object for each arrival would take 16 bytes.
 */
final class AllocationCheck {
    private static final double MOST = 1;
    /** Bytes per replica and count. */
    private static final double GROWTH = 1024;

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
     * @throws IllegalStateException if the calling thread allocated more than it may
     */
    void end(long arrivalsSoFar, int replicas) {
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
        long count = arrivalsSoFar - arrivals;
        double each = (double) allocated / count;
        most = Math.max(most, each);
        if (allocated >= MOST * count + GROWTH * replicas) {
            throw new IllegalStateException("the kernel allocated " + each + " bytes per arrival in its steady state");
        }
    }

    /** Bytes per arrival of the worst count so far. */
    double most() {
        return most;
    }
}

package io.tidegate.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Holds a fleet to allocating nothing. It serves a load from idle to idle, which makes every array as large as that load needs, and
 * then the very same load again: nothing may be allocated for it, whatever the number of replicas.
 *
 * <p>Both begin at times of one binary order of magnitude, an even number of the smallest steps of time apart. So every sum of
 * times is rounded alike, and every replica does the same to the last bit.
 */
final class AllocationCheck {
    private static final double FIRST = 0x1p22;
    private static final double SECOND = 0x1.8p22;
    private static final double AFTER = 0x1.cp22;
    /** Bytes. The JVM itself may allocate some dozens at any time, once; 16 for each of ten requests would be more. */
    private static final long MOST = 128;

    private AllocationCheck() {}

    /**
     * Serves the load twice; the fleet's clock must be below {@link #FIRST}, and its counters mean nothing afterwards.
     *
     * @throws IllegalStateException if the calling thread allocated more than {@link #MOST} for the second
     */
    static void run(Fleet fleet) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        fleet.drain(FIRST);
        fleet.burst();
        fleet.drain(SECOND);
        long before = threads.getThreadAllocatedBytes(thread);
        fleet.burst();
        fleet.drain(AFTER);
        long bytes = threads.getThreadAllocatedBytes(thread) - before;
        if (bytes > MOST) {
            throw new IllegalStateException(
                    "the kernel allocated " + bytes + " bytes for a load that it had served before");
        }
    }
}

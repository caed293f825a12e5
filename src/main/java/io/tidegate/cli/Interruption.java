package io.tidegate.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a signal end a command tidily: the command's thread is interrupted, and the program ends once that has cleaned up or, should
 * it hang, some seconds later. The exit code is then that of the signal, 130 or 143, which Java sets itself.
 */
final class Interruption {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean underWay;

    /** Watches over the current thread until its end. */
    Interruption() {
        Thread worker = Thread.currentThread();
        hook = new Thread(() -> stop(worker), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether a signal ends the program: what a command cannot finish then is no failure of its own. */
    boolean isUnderWay() {
        return underWay;
    }

    private void stop(Thread worker) {
        underWay = true;
        worker.interrupt();
        try {
            boolean unused = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the watch; to be called before the program exits by itself. */
    void end() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending because of a signal: the hook runs already.
        }
    }
}

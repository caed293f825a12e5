package io.tidegate.bench;

import java.util.Locale;

/** Prints the memory of 1,000 replicas in the steady state, per replica and per active request. */
public final class Footprint {
    private static final int REPLICAS = 1000;
    private static final double LOAD = 3.64;

    private Footprint() {}

    /** Measures the heap with and without the replicas. */
    public static void main(String[] args) {
        Fleet busy = new Fleet(REPLICAS, LOAD, Models.unlimited(), Traffic.mixed());
        busy.settle();
        double active = busy.active();
        double bytes = bytesOfReplicas(busy);
        double idle = bytesOfReplicas(new Fleet(REPLICAS, LOAD, Models.unlimited(), Traffic.mixed()));
        System.out.printf(
                Locale.ROOT,
                "%d replicas with %.1f active requests each: %.0f bytes per replica, %.0f per active request; idle %.0f bytes%n",
                REPLICAS,
                active / REPLICAS,
                bytes / REPLICAS,
                bytes / active,
                idle / REPLICAS);
    }

    private static double bytesOfReplicas(Fleet fleet) {
        long with = heap();
        fleet.drop();
        return with - heap();
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

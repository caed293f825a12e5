package io.tidegate.fleet;

import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaMeter;
import java.util.List;

/** A reading of the meters of a pool's replicas, added up. */
final class Meters {
    private double workSeconds;
    private double busySeconds;
    private double batchSeconds;
    private long steps;
    private long leaps;
    private final long[] outside = new long[OutsideFit.values().length];

    Meters(List<Replica> replicas) {
        for (Replica replica : replicas) {
            ReplicaMeter meter = replica.meter();
            workSeconds += meter.workSeconds();
            busySeconds += meter.busySeconds();
            batchSeconds += meter.batchSeconds();
            steps += meter.steps();
            leaps += meter.leaps();
            outside[OutsideFit.CONTEXT.ordinal()] += meter.beyondContext();
            outside[OutsideFit.SIZE.ordinal()] += meter.beyondSize();
            outside[OutsideFit.BALANCE.ordinal()] += meter.unbalanced();
            outside[OutsideFit.ANY.ordinal()] += meter.outside();
        }
    }

    /** Writes what a pool did since an earlier reading. */
    void writeSince(Meters earlier, CellOutcome out, int pool) {
        out.workSeconds[pool] = workSeconds - earlier.workSeconds;
        out.busySeconds[pool] = busySeconds - earlier.busySeconds;
        out.batchSeconds[pool] = batchSeconds - earlier.batchSeconds;
        out.steps[pool] = steps - earlier.steps;
        out.leaps[pool] = leaps - earlier.leaps;
        for (int cause = 0; cause < outside.length; cause++) {
            out.outsideFit[pool][cause] = outside[cause] - earlier.outside[cause];
        }
    }
}

package io.tidegate.fleet;

import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaMeter;
import io.tidegate.supply.PowerCap;
import io.tidegate.supply.SitePower;
import java.util.Arrays;
import java.util.List;

/**
 * Reads each site's power and holds it to its envelope. A reading is what the site wanted since the last one, from what its
 * devices did at their usual power; where that exceeds the cell's part of the envelope, the site draws the envelope and steps
 * stretch until the next reading.
 */
final class PowerPlane {
    /** Nodes draw their base whatever their devices do, so a site can not be held below it: this much of it is the least. */
    private static final double LEAST_ABOVE_BASE = 1.05;

    private final FleetModel fleet;
    private final ServingPlane plane;
    private final CellOutcome out;
    private final double[][] lastJoules;
    private final double[][] lastBusy;
    private final double[] stretch;

    PowerPlane(FleetModel fleet, ServingPlane plane, CellOutcome out) {
        this.fleet = fleet;
        this.plane = plane;
        this.out = out;
        int pools = fleet.pools().size();
        lastJoules = new double[pools][];
        lastBusy = new double[pools][];
        for (int p = 0; p < pools; p++) {
            lastJoules[p] = new double[plane.size(p)];
            lastBusy[p] = new double[plane.size(p)];
        }
        stretch = new double[fleet.sites().size()];
        Arrays.fill(stretch, 1);
    }

    /** Reads the {@code seconds} before {@code t} and sets the stretch of what follows. */
    void read(double t, double seconds, boolean measured) {
        double[] nodes = new double[stretch.length];
        double[] fixed = new double[stretch.length];
        for (int p = 0; p < lastJoules.length; p++) {
            PoolModel pool = fleet.pools().get(p);
            List<Replica> replicas = plane.onLineReplicas(p);
            fixed[pool.site()] += replicas.size() * pool.power().wallWatts(0);
            for (int r = 0; r < replicas.size(); r++) {
                nodes[pool.site()] += wallWatts(pool, p, r, replicas.get(r).meter(), seconds);
            }
        }
        double middle = t - seconds / 2;
        for (int s = 0; s < nodes.length; s++) {
            SiteModel site = fleet.sites().get(s);
            double watts = SitePower.facilityWatts(site.spec(), nodes[s]);
            int cells = site.spec().ramp() == null ? fleet.cells() : fleet.injectionCells();
            double envelope = site.spec().envelope() / cells;
            double base = SitePower.facilityWatts(site.spec(), fixed[s]);
            double allowed = Math.max(envelope, LEAST_ABOVE_BASE * base);
            if (measured) {
                double drawn = Math.min(watts, allowed);
                out.watts[s].add(middle, drawn);
                out.peakWatts[s] = Math.max(out.peakWatts[s], drawn);
                out.cappedReadings[s] += watts > envelope ? 1 : 0;
            }
            double next = PowerCap.computeStretch(watts, base, allowed);
            if (next != stretch[s]) {
                stretch[s] = next;
                plane.setStretch(s, next, 1);
            }
        }
        if (measured) {
            out.readings.add(middle, 1);
        }
    }

    private double wallWatts(PoolModel pool, int p, int r, ReplicaMeter meter, double seconds) {
        double joules = meter.joules() - lastJoules[p][r];
        double busy = meter.busySeconds() - lastBusy[p][r];
        lastJoules[p][r] = meter.joules();
        lastBusy[p][r] = meter.busySeconds();
        double idle = Math.max(0, seconds - busy) * pool.power().idleWatts();
        return pool.power().wallWatts((joules + idle) / Math.max(seconds, busy));
    }
}

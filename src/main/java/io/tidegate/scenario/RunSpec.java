package io.tidegate.scenario;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.time.ZoneId;

/**
 * How the fleet is cut and how long each part of a run takes.
 *
 * @param seed the run's seed
 * @param replications independent repetitions
 * @param fleetCells cells in the whole fleet
 * @param cells cells that are simulated
 * @param zone the time zone of every local time in the scenario
 * @param slice seconds of a slice of the data plane
 * @param warmUp seconds of serving before a phase is measured
 * @param preRoll seconds of account use before that, without serving
 * @param bin seconds of a bin of the time series
 * @param anchors which published figures are set beside the simulated
 */
public record RunSpec(
        long seed,

        @Unit(value = Dimension.COUNT, min = 1, max = 10_000)
        int replications,

        @Unit(value = Dimension.COUNT, min = 1, max = 1e6) int fleetCells,
        @Unit(value = Dimension.COUNT, min = 1, max = 1e6) int cells,
        ZoneId zone,
        @Unit(value = Dimension.TIME, min = 0.001, max = 1) double slice,
        @Unit(value = Dimension.TIME, max = 1e6) double warmUp,
        @Unit(value = Dimension.TIME, max = 1e7) double preRoll,
        @Unit(value = Dimension.TIME, min = 1, max = 1e6) double bin,
        @Default("usual") Anchors anchors) {

    /** Which published figures are set beside the simulated. */
    public enum Anchors {
        /** Those that the run itself gives. */
        USUAL,
        /** Also those for which developers at their desks are simulated apart: some seconds. */
        ALL
    }

    /** A run with the usual anchors. */
    public RunSpec(
            long seed,
            int replications,
            int fleetCells,
            int cells,
            ZoneId zone,
            double slice,
            double warmUp,
            double preRoll,
            double bin) {
        this(seed, replications, fleetCells, cells, zone, slice, warmUp, preRoll, bin, Anchors.USUAL);
    }
}

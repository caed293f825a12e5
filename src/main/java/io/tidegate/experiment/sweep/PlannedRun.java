package io.tidegate.experiment.sweep;

import io.tidegate.scenario.LoadedScenario;

/** One replication of one point that is to be run. Its scenario is made when it is asked for, as those of a whole sweep may be too large. */
public interface PlannedRun {
    /** Number of the point in its design, from 0. */
    int point();

    /** Number of the replication, from 0. */
    int replication();

    /** How messages call the scenario. */
    String name();

    /** What determines the result, as 64 hexadecimal digits; equal keys give equal results. */
    String key();

    /** The scenario, bound anew; may be called from any thread. */
    LoadedScenario bind();

    /** The same as text that a worker anywhere can run. */
    RunTask task();
}

package io.tidegate.experiment.sweep;

import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioSource;
import java.io.Serializable;
import java.util.List;

/**
 * One replication of one point, as text that a worker anywhere can run.
 *
 * @param point number of the point in its design, from 0
 * @param replication number of the replication, from 0
 * @param name how messages call the scenario
 * @param scenario the resolved scenario of the point, which needs no other file
 * @param key what determines the result, as 64 hexadecimal digits; equal keys give equal results
 */
public record RunTask(int point, int replication, String name, String scenario, String key)
        implements PlannedRun, Serializable {
    /**
     * Binds the scenario.
     *
     * @throws IllegalArgumentException if the text is none
     */
    @Override
    public LoadedScenario bind() {
        try {
            return ScenarioSource.parse(name, scenario).with(List.of());
        } catch (ScenarioException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public RunTask task() {
        return this;
    }
}

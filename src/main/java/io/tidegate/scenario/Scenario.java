package io.tidegate.scenario;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import io.tidegate.limits.LimitsSpec;
import io.tidegate.serving.ServingProfile;
import io.tidegate.supply.AcceleratorSpec;
import io.tidegate.supply.SupplySpec;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.ModelSpec;
import java.util.List;

/**
 * Everything that determines a run, as one immutable value.
 *
 * @param name the scenario, a word for files
 * @param title one line for tables and charts
 * @param run cells, seed and spans
 * @param injectionShare capacity of the sites that come on line as a share of the capacity before; the fleet before and its
 *     users scale with its inverse, as the size of the injection is known and that of the fleet is not
 * @param referenceShare the share for which {@code supply} and {@code demand} are written
 * @param phases spans to compare
 * @param models model classes
 * @param demand who asks for what
 * @param limits limits before any event
 * @param changes limits after each event, in order of time
 * @param supply capacity
 * @param routing router
 * @param accelerators kinds of accelerators that pools name
 * @param profiles serving profiles that pools name
 * @param sla what is promised of the service
 */
public record Scenario(
        String name,
        String title,
        RunSpec run,

        @Unit(value = Dimension.SHARE, min = 0.001, max = 10)
        double injectionShare,

        @Unit(value = Dimension.SHARE, min = 0.001, max = 10)
        double referenceShare,

        List<PhaseSpec> phases,
        List<ModelSpec> models,
        DemandSpec demand,
        LimitsSpec limits,
        List<LimitsEpoch> changes,
        SupplySpec supply,
        RoutingSpec routing,
        List<AcceleratorSpec> accelerators,
        List<ServingProfile> profiles,
        @Default("{}") SlaSpec sla) {
    public Scenario {
        phases = List.copyOf(phases);
        models = List.copyOf(models);
        changes = List.copyOf(changes);
        accelerators = List.copyOf(accelerators);
        profiles = List.copyOf(profiles);
    }

    /** Cells of the whole fleet: those of the reference, scaled so that the injection has the share that is asked for. */
    public int fleetCells() {
        return (int) StrictMath.max(1, StrictMath.round(run.fleetCells() * (referenceShare / injectionShare)));
    }
}

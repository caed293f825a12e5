package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.CellSimulation;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioSource;
import java.io.Serializable;
import java.util.List;

/** A scenario whose cells can be simulated, here or by a worker that has its text. Immutable; may be used from any thread. */
public final class CellModel {
    private final LoadedScenario loaded;
    private final List<FleetModel> fleets;
    private final List<PhaseSpan> spans;

    /**
     * A model.
     *
     * @param loaded the scenario
     * @param tables shared by the models of a process
     */
    CellModel(LoadedScenario loaded, ModelTables tables) {
        this.loaded = loaded;
        fleets = FleetModels.of(loaded, tables);
        spans = loaded.runs().stream()
                .map(run -> FleetModels.span(loaded.scenario().run(), run.phase()))
                .toList();
    }

    /**
     * The same model somewhere else.
     *
     * @param text what {@link #text} gave
     * @param tables shared by the models of a process
     */
    public static CellModel parse(Text text, ModelTables tables) {
        try {
            return new CellModel(ScenarioSource.parse(text.name(), text.yaml()).with(List.of()), tables);
        } catch (ScenarioException e) {
            throw new IllegalArgumentException(text.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * What a model is made from.
     *
     * @param name how messages call it
     * @param yaml the resolved scenario, which needs no other file
     */
    public record Text(String name, String yaml) implements Serializable {}

    /** What makes this model anywhere. */
    public Text text() {
        return new Text(loaded.scenario().name(), loaded.resolvedYaml());
    }

    /** Cells of a replication. */
    int cells() {
        return loaded.scenario().run().cells();
    }

    FleetModel fleet(int run) {
        return fleets.get(run);
    }

    PhaseSpan span(int run) {
        return spans.get(run);
    }

    /** Simulates a cell. Of a task of accounts only, nothing but {@link CellOutcome#limited} is told. */
    public CellOutcome simulate(CellTask task, CellSimulation.Progress progress) {
        FleetModel fleet = fleets.get(task.run());
        PhaseSpan span = spans.get(task.run());
        if (task.accountsOnly()) {
            FleetModel flat = Anchors.withoutPeakFactor(fleet);
            CellOutcome outcome = new CellOutcome(fleet, span);
            outcome.limited = new CellSimulation(flat, span, task.replication(), task.cell()).runAccountsOnly();
            return outcome;
        }
        return new CellSimulation(fleet, span, task.replication(), task.cell()).run(progress);
    }

    /** An outcome as bytes. */
    public static byte[] write(CellOutcome outcome) {
        return StateCodec.write(outcome);
    }

    /**
     * The outcome of a task that {@link #write} made bytes of.
     *
     * @throws IllegalArgumentException if they are not those of a cell of this model
     */
    public CellOutcome read(CellTask task, byte[] bytes) {
        CellOutcome outcome = new CellOutcome(fleets.get(task.run()), spans.get(task.run()));
        outcome.limited =
                new LimitedUsers(fleets.get(task.run()).demand().plans().size());
        return StateCodec.read(bytes, outcome);
    }
}

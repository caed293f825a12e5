package io.tidegate.experiment.solve;

import io.tidegate.experiment.Evaluator;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.RunSpec;
import io.tidegate.scenario.Scenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.supply.PoolSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** In which steps a value can change what the simulated cells see. */
final class Granularity {
    private static final String SHARE = "injection-share";

    private Granularity() {}

    /** The rungs to walk: whole ones where only these are accepted, and of replicas as many as are one more in the simulated cells. */
    static VariedPath ladder(Evaluator evaluator, LoadedScenario base, VariedPath vary) throws ScenarioException {
        if (!vary.mayBeWhole()) {
            return vary;
        }
        try {
            BigDecimal between = vary.first().add(new BigDecimal("0.5"));
            evaluator.load(List.of(vary.path() + "=" + between.toPlainString()));
            return vary;
        } catch (ScenarioException refused) {
            return vary.by(isReplicas(base, vary) ? oneMore(base.scenario().run()) : 1);
        }
    }

    private static boolean isReplicas(LoadedScenario base, VariedPath vary) {
        return base.scenario().supply().pools().stream()
                .map(PoolSpec::name)
                .anyMatch(name -> vary.path().equals("supply.pools." + name + ".replicas"));
    }

    /** Replicas of the fleet that are one replica more in the simulated cells together. */
    private static long oneMore(RunSpec run) {
        return StrictMath.max(1, (run.fleetCells() + run.cells() - 1) / run.cells());
    }

    /** What a reader must know of them. */
    static List<String> notes(LoadedScenario base, VariedPath vary) {
        List<String> notes = new ArrayList<>();
        Scenario scenario = base.scenario();
        RunSpec run = scenario.run();
        if (isReplicas(base, vary) && run.cells() < run.fleetCells()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "Capacity is whole replicas: %d cells of %d see one replica more for every %d of the fleet, and no"
                            + " finer answer is possible without more cells.",
                    run.cells(),
                    run.fleetCells(),
                    oneMore(run)));
        }
        if (vary.path().equals(SHARE)) {
            int cells = scenario.fleetCells();
            double points = 100 * scenario.injectionShare() / cells;
            notes.add(String.format(
                    Locale.ROOT,
                    "The fleet before the injection is whole cells, %d at %.3g %%: shares nearer than %.2g points are"
                            + " the same fleet, and what each simulated cell gets of the injection is whole replicas.",
                    cells,
                    100 * scenario.injectionShare(),
                    points));
        }
        return notes;
    }
}

package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.LimitedUsers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Merges outcomes in the order of their tasks, whatever the order in which they come: sums of doubles depend on it. */
final class CellMerger implements CellRunner.Sink {
    private final CellModel model;
    private final List<CellTask> tasks;
    private final Map<Integer, Supplier<CellOutcome>> early = new HashMap<>();
    private final List<PhaseOutcome> phases = new ArrayList<>();
    private final LimitedUsers withoutPeak;
    private int merged;
    private int inPhase;

    /**
     * A merger of nothing yet.
     *
     * @param model whose cells
     * @param tasks phase by phase, those of accounts only last
     */
    CellMerger(CellModel model, List<CellTask> tasks) {
        this.model = model;
        this.tasks = tasks;
        withoutPeak = new LimitedUsers(model.fleet(0).demand().plans().size());
    }

    @Override
    public void finished(int task, Supplier<CellOutcome> outcome) {
        early.put(task, outcome);
        for (Supplier<CellOutcome> next = early.remove(merged); next != null; next = early.remove(merged)) {
            merge(tasks.get(merged), next.get());
            merged++;
        }
    }

    private void merge(CellTask task, CellOutcome outcome) {
        if (task.accountsOnly()) {
            withoutPeak.merge(outcome.limited);
            return;
        }
        if (merged == 0 || tasks.get(merged - 1).run() != task.run()) {
            phases.add(new PhaseOutcome(model.fleet(task.run()), model.span(task.run()), new ArrayList<>()));
            inPhase = 0;
        }
        group(phases.get(phases.size() - 1).groups(), inPhase++, outcome);
    }

    /** Puts an outcome into its group; called in the order of the cells. */
    static void group(List<CellOutcome> groups, int i, CellOutcome outcome) {
        if (groups.size() < Experiment.MAX_GROUPS) {
            groups.add(outcome);
        } else {
            groups.get(i % Experiment.MAX_GROUPS).merge(outcome);
        }
    }

    /** What each phase gave, in the order of the tasks. */
    List<PhaseOutcome> phases() {
        return phases;
    }

    /** What limits did in the tasks of accounts only. */
    LimitedUsers withoutPeak() {
        return withoutPeak;
    }
}

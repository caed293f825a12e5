package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.LimitedUsers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Merges outcomes in the order of their tasks, whatever the order in which they come: sums of doubles depend on it. */
final class CellMerger implements CellRunner.Sink {
    private final CellModel model;
    private final int from;
    private final Map<Integer, Supplier<CellOutcome>> early = new HashMap<>();
    private final Map<Integer, PhaseOutcome> phases = new LinkedHashMap<>();
    private final LimitedUsers withoutPeak;
    private List<CellTask> tasks = List.of();
    private int merged;

    /**
     * A merger of nothing yet.
     *
     * @param model whose cells
     * @param from the first replication
     */
    CellMerger(CellModel model, int from) {
        this.model = model;
        this.from = from;
        withoutPeak = new LimitedUsers(model.fleet(0).demand().plans().size());
    }

    /**
     * Begins a batch of replications that follow those merged so far.
     *
     * @param batch phase by phase, those of accounts only last
     */
    void begin(List<CellTask> batch) {
        tasks = batch;
        merged = 0;
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
        List<CellOutcome> groups = phases.computeIfAbsent(
                        task.run(), run -> new PhaseOutcome(model.fleet(run), model.span(run), new ArrayList<>()))
                .groups();
        group(groups, (task.replication() - from) * model.cells() + task.cell(), outcome);
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
        return List.copyOf(phases.values());
    }

    /** What limits did in the tasks of accounts only. */
    LimitedUsers withoutPeak() {
        return withoutPeak;
    }
}

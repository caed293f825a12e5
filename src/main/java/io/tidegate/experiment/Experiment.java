package io.tidegate.experiment;

import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.PhaseRun;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Runs a scenario: every phase, variant, replication and cell is a task of its own, on as many threads as asked for, or
 * on a cluster. What comes out does not depend on that, as outcomes are merged in the order of the tasks. Variants share all draws, cell by cell.
 */
public final class Experiment {
    /** Groups of cells that intervals come from, at the most; more cells are merged into these as they finish. */
    static final int MAX_GROUPS = 20;

    /** Told how far a run is; called from any thread. */
    public interface Progress {
        /** A part of a task is done. */
        void advanced(double tasksDone, int tasks, long requests);
    }

    /** Decides how many replications a run has. */
    public interface Batches {
        /** How many there shall be; as many as there are ends the run. */
        int next(int replications, Measured measured);

        /** The same scenario with as many replications, for the report. */
        LoadedScenario with(int replications);
    }

    private final LoadedScenario loaded;
    private final CellModel model;
    private final CellRunner runner;
    private final Progress progress;
    private double done;
    private long requests;
    private int tasks;

    /**
     * An experiment that reads the catalogue's tables itself.
     *
     * @param loaded the scenario
     * @param threads threads to run cells on, 1 or more
     * @param progress told how far it is
     */
    public Experiment(LoadedScenario loaded, int threads, Progress progress) {
        this(loaded, new ModelTables(), threads, progress);
    }

    /**
     * An experiment.
     *
     * @param loaded the scenario
     * @param tables shared by the experiments of a process
     * @param threads threads to run cells on, 1 or more
     * @param progress told how far it is
     */
    public Experiment(LoadedScenario loaded, ModelTables tables, int threads, Progress progress) {
        this(loaded, tables, new LocalCells(threads), progress);
    }

    /**
     * An experiment that runs where it is told to.
     *
     * @param loaded the scenario
     * @param tables shared by the experiments of a process
     * @param runner runs its cells
     * @param progress told how far it is
     */
    public Experiment(LoadedScenario loaded, ModelTables tables, CellRunner runner, Progress progress) {
        this.loaded = loaded;
        this.model = new CellModel(loaded, tables);
        this.runner = runner;
        this.progress = progress;
    }

    /**
     * Runs everything.
     *
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public RunResult run() throws InterruptedException {
        return run(loaded.scenario().run().replications(), new Batches() {
            @Override
            public int next(int replications, Measured measured) {
                return replications;
            }

            @Override
            public LoadedScenario with(int replications) {
                return loaded;
            }
        });
    }

    /**
     * Runs everything in batches of replications, as many as it takes.
     *
     * @param first replications of the first batch, 1 or more
     * @param batches asked between batches, when nothing is running
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public RunResult run(int first, Batches batches) throws InterruptedException {
        boolean peak = Anchors.hasPeakFactor(model.fleet(0), model.span(0));
        CellMerger merged = new CellMerger(model, 0);
        Measured measured = new Measured(new TreeMap<>(), 0);
        int from = 0;
        for (int to = first; to > from; to = batches.next(from, measured)) {
            simulate(loaded.runs(), from, to, peak, merged);
            measured = Measures.of(loaded, loaded.runs(), merged.phases());
            from = to;
        }
        LoadedScenario whole = batches.with(from);
        RunSummary summary = new Summarizer(whole, merged.phases(), peak ? merged.withoutPeak() : null).summary();
        return new RunResult(summary, measured);
    }

    /**
     * Measures some phases in some replications, and nothing else: no published figures, no summary.
     *
     * @param phases which phases and variants; at least one
     * @param from the first replication, from 0, whatever the scenario says
     * @param to the one after the last
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public Measured measure(Predicate<PhaseRun> phases, int from, int to) throws InterruptedException {
        List<PhaseRun> runs = loaded.runs().stream().filter(phases).toList();
        CellMerger merged = new CellMerger(model, from);
        simulate(runs, from, to, false, merged);
        return Measures.of(loaded, runs, merged.phases());
    }

    private void simulate(List<PhaseRun> runs, int from, int to, boolean andWithoutPeak, CellMerger merger)
            throws InterruptedException {
        List<CellTask> all = new ArrayList<>();
        for (PhaseRun run : runs) {
            addCells(all, loaded.runs().indexOf(run), from, to, false);
        }
        tasks += all.size();
        if (andWithoutPeak) {
            addCells(all, 0, from, to, true);
        }
        merger.begin(all);
        runner.run(model, all, this::advance, merger);
    }

    private void addCells(List<CellTask> all, int run, int from, int to, boolean accountsOnly) {
        for (int replication = from; replication < to; replication++) {
            for (int cell = 0; cell < loaded.scenario().run().cells(); cell++) {
                all.add(new CellTask(run, replication, cell, accountsOnly));
            }
        }
    }

    private synchronized void advance(double part, long moreRequests) {
        done += part;
        requests += moreRequests;
        progress.advanced(done, tasks, requests);
    }
}

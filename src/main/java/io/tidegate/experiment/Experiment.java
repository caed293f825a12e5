package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.CellSimulation;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.PhaseRun;
import io.tidegate.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * Runs a scenario: every phase, variant, replication and cell is a task of its own, on as many threads as asked for. What comes out
 * does not depend on the threads, as outcomes are merged in the order of the tasks. Variants share all draws, cell by cell.
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

    private final Scenario scenario;
    private final LoadedScenario loaded;
    private final List<FleetModel> fleets;
    private final int threads;
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
        this.loaded = loaded;
        this.scenario = loaded.scenario();
        this.fleets = FleetModels.of(loaded, tables);
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Runs everything.
     *
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public RunResult run() throws InterruptedException {
        return run(scenario.run().replications(), new Batches() {
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
        ExecutorService pool = pool();
        try {
            List<PhaseOutcome> outcomes = new ArrayList<>();
            LimitedUsers limited = new LimitedUsers(scenario.demand().plans().size());
            boolean peak = false;
            Measured measured = new Measured(new TreeMap<>(), 0);
            int from = 0;
            for (int to = first; to > from; to = batches.next(from, measured)) {
                tasks = to * scenario.run().cells() * loaded.runs().size();
                Running running = submit(pool, loaded.runs(), from, to);
                peak = Anchors.hasPeakFactor(fleets.get(0), running.spans.get(0));
                List<Future<LimitedUsers>> flat = peak ? withoutPeak(pool, running.spans.get(0), from, to) : List.of();
                running.addTo(outcomes, from * scenario.run().cells());
                for (Future<LimitedUsers> cell : flat) {
                    limited.merge(get(cell));
                }
                measured = Measures.of(loaded, loaded.runs(), outcomes);
                from = to;
            }
            RunSummary summary = new Summarizer(batches.with(from), outcomes, peak ? limited : null).summary();
            return new RunResult(summary, measured);
        } finally {
            pool.shutdownNow();
        }
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
        ExecutorService pool = pool();
        try {
            tasks = (to - from) * scenario.run().cells() * runs.size();
            List<PhaseOutcome> outcomes = new ArrayList<>();
            submit(pool, runs, from, to).addTo(outcomes, 0);
            return Measures.of(loaded, runs, outcomes);
        } finally {
            pool.shutdownNow();
        }
    }

    private ExecutorService pool() {
        return Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "cell");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Cells under way, by phase. */
    private record Running(List<FleetModel> fleets, List<PhaseSpan> spans, List<List<Future<CellOutcome>>> cells) {
        /** Adds each cell to the outcome of its phase, where so many were added before. */
        void addTo(List<PhaseOutcome> outcomes, int before) throws InterruptedException {
            for (int run = 0; run < spans.size(); run++) {
                if (run == outcomes.size()) {
                    outcomes.add(new PhaseOutcome(fleets.get(run), spans.get(run), new ArrayList<>()));
                }
                List<Future<CellOutcome>> futures = cells.get(run);
                for (int i = 0; i < futures.size(); i++) {
                    group(outcomes.get(run).groups(), before + i, get(futures.get(i)));
                    futures.set(i, null);
                }
            }
        }
    }

    private Running submit(ExecutorService pool, List<PhaseRun> runs, int from, int to) {
        Running running = new Running(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int cells = scenario.run().cells();
        for (PhaseRun run : runs) {
            FleetModel fleet = fleets.get(loaded.runs().indexOf(run));
            PhaseSpan span = FleetModels.span(scenario.run(), run.phase());
            List<Future<CellOutcome>> submitted = new ArrayList<>();
            for (int unit = from * cells; unit < to * cells; unit++) {
                submitted.add(pool.submit(cell(fleet, span, unit)));
            }
            running.fleets.add(fleet);
            running.spans.add(span);
            running.cells.add(submitted);
        }
        return running;
    }

    private List<Future<LimitedUsers>> withoutPeak(ExecutorService pool, PhaseSpan first, int from, int to) {
        FleetModel flat = Anchors.withoutPeakFactor(fleets.get(0));
        List<Future<LimitedUsers>> all = new ArrayList<>();
        int cells = scenario.run().cells();
        for (int unit = from * cells; unit < to * cells; unit++) {
            int replication = unit / cells;
            int cell = unit % cells;
            all.add(pool.submit(() -> new CellSimulation(flat, first, replication, cell).runAccountsOnly()));
        }
        return all;
    }

    private Callable<CellOutcome> cell(FleetModel fleet, PhaseSpan span, int unit) {
        int replication = unit / scenario.run().cells();
        int cell = unit % scenario.run().cells();
        return () -> {
            CellSimulation simulation = new CellSimulation(fleet, span, replication, cell);
            return simulation.run(this::advance);
        };
    }

    private synchronized void advance(double part, long moreRequests) {
        done += part;
        requests += moreRequests;
        progress.advanced(done, tasks, requests);
    }

    /** Puts an outcome into its group; called in the order of the cells. */
    static void group(List<CellOutcome> groups, int i, CellOutcome outcome) {
        if (groups.size() < MAX_GROUPS) {
            groups.add(outcome);
        } else {
            groups.get(i % MAX_GROUPS).merge(outcome);
        }
    }

    private static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}

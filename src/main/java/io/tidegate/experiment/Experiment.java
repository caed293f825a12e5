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
        ExecutorService pool = pool();
        try {
            Running running = submit(pool, loaded.runs(), 0, scenario.run().replications());
            boolean peak = Anchors.hasPeakFactor(fleets.get(0), running.spans.get(0));
            List<Future<LimitedUsers>> flat = peak ? withoutPeak(pool, running.spans.get(0)) : List.of();
            List<PhaseOutcome> outcomes = running.outcomes();
            LimitedUsers limited = new LimitedUsers(scenario.demand().plans().size());
            for (Future<LimitedUsers> cell : flat) {
                limited.merge(get(cell));
            }
            RunSummary summary = new Summarizer(loaded, outcomes, peak ? limited : null).summary();
            return new RunResult(summary, Measures.of(loaded, loaded.runs(), outcomes));
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
            return Measures.of(loaded, runs, submit(pool, runs, from, to).outcomes());
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
        List<PhaseOutcome> outcomes() throws InterruptedException {
            List<PhaseOutcome> outcomes = new ArrayList<>();
            for (int run = 0; run < spans.size(); run++) {
                outcomes.add(new PhaseOutcome(fleets.get(run), spans.get(run), grouped(cells.get(run))));
            }
            return outcomes;
        }
    }

    private Running submit(ExecutorService pool, List<PhaseRun> runs, int from, int to) {
        Running running = new Running(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int cells = scenario.run().cells();
        tasks = (to - from) * cells * runs.size();
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

    private List<Future<LimitedUsers>> withoutPeak(ExecutorService pool, PhaseSpan first) {
        FleetModel flat = Anchors.withoutPeakFactor(fleets.get(0));
        List<Future<LimitedUsers>> all = new ArrayList<>();
        for (int unit = 0; unit < scenario.run().replications() * scenario.run().cells(); unit++) {
            int replication = unit / scenario.run().cells();
            int cell = unit % scenario.run().cells();
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

    private static List<CellOutcome> grouped(List<Future<CellOutcome>> cells) throws InterruptedException {
        List<CellOutcome> groups = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            group(groups, i, get(cells.get(i)));
            cells.set(i, null);
        }
        return groups;
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

package io.tidegate.experiment;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.CellSimulation;
import io.tidegate.fleet.FleetModel;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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

    /**
     * What a phase gave: one outcome a group of cells.
     *
     * @param fleet the fleet that served it
     * @param span when it happened
     * @param groups outcomes, each the sum of its cells
     */
    record PhaseOutcome(FleetModel fleet, PhaseSpan span, List<CellOutcome> groups) {
        Groups statistics() {
            return new Groups(fleet, groups);
        }
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
     * An experiment.
     *
     * @param loaded the scenario
     * @param threads threads to run cells on, 1 or more
     * @param progress told how far it is
     */
    public Experiment(LoadedScenario loaded, int threads, Progress progress) {
        this.loaded = loaded;
        this.scenario = loaded.scenario();
        this.fleets = FleetModels.of(loaded);
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Runs everything.
     *
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public RunSummary run() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "cell");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return run(pool);
        } finally {
            pool.shutdownNow();
        }
    }

    private RunSummary run(ExecutorService pool) throws InterruptedException {
        int units = scenario.run().replications() * scenario.run().cells();
        List<PhaseSpan> spans = loaded.runs().stream()
                .map(run -> FleetModels.span(scenario.run(), run.phase()))
                .toList();
        tasks = units * spans.size();
        List<List<Future<CellOutcome>>> running = new ArrayList<>();
        for (int run = 0; run < spans.size(); run++) {
            List<Future<CellOutcome>> cells = new ArrayList<>();
            for (int unit = 0; unit < units; unit++) {
                cells.add(pool.submit(cell(fleets.get(run), spans.get(run), unit)));
            }
            running.add(cells);
        }
        List<Future<LimitedUsers>> withoutPeak = new ArrayList<>();
        PhaseSpan first = spans.get(0);
        boolean peak = Anchors.hasPeakFactor(fleets.get(0), first);
        FleetModel flat = Anchors.withoutPeakFactor(fleets.get(0));
        for (int unit = 0; peak && unit < units; unit++) {
            int replication = unit / scenario.run().cells();
            int cell = unit % scenario.run().cells();
            withoutPeak.add(pool.submit(() -> new CellSimulation(flat, first, replication, cell).runAccountsOnly()));
        }
        List<PhaseOutcome> outcomes = new ArrayList<>();
        for (int run = 0; run < running.size(); run++) {
            outcomes.add(new PhaseOutcome(fleets.get(run), spans.get(run), grouped(running.get(run))));
        }
        LimitedUsers limited = new LimitedUsers(scenario.demand().plans().size());
        for (Future<LimitedUsers> cell : withoutPeak) {
            limited.merge(get(cell));
        }
        return new Summarizer(loaded, outcomes, peak ? limited : null).summary();
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
            CellOutcome outcome = get(cells.get(i));
            cells.set(i, null);
            if (groups.size() < MAX_GROUPS) {
                groups.add(outcome);
            } else {
                groups.get(i % MAX_GROUPS).merge(outcome);
            }
        }
        return groups;
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

package io.tidegate.experiment;

import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.PhaseRun;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioSource;
import io.tidegate.scenario.Varied;
import io.tidegate.scenario.VarySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/**
 * Measures one scenario again and again with other values. The people and their draws stay the same, so that what is measured at
 * two values can be paired.
 */
public final class Evaluator {
    /** Which phases and variants are of interest; only these are simulated. */
    public interface Asked {
        /** Whether one is of interest, by the names of a phase and a variant; the latter is empty where a scenario has none. */
        boolean about(String phase, String variant);
    }

    /** Told how far it is; called from any thread. */
    public interface Progress {
        /** Some measurements are done, and so many requests were simulated. */
        void advanced(int measured, long requests);
    }

    private final ScenarioSource source;
    private final List<String> sets;
    private final Asked asked;
    private final int threads;
    private final Progress progress;
    private final ModelTables tables = new ModelTables();
    private int done;
    private long requests;

    /**
     * An evaluator.
     *
     * @param source the scenario
     * @param sets values that win over it, each {@code path=value}
     * @param asked what is simulated
     * @param threads threads to run cells on, 1 or more
     * @param progress told how far it is
     */
    public Evaluator(ScenarioSource source, List<String> sets, Asked asked, int threads, Progress progress) {
        this.source = source;
        this.sets = List.copyOf(sets);
        this.asked = asked;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * The scenario with some values.
     *
     * @param more values that win over all, each {@code path=value}
     * @throws ScenarioException if it does not accept them
     */
    public LoadedScenario load(List<String> more) throws ScenarioException {
        List<String> all = new ArrayList<>(sets);
        all.addAll(more);
        return source.with(all);
    }

    /**
     * Values between two of an input, in its own unit; whole where the input must be whole.
     *
     * @throws IllegalArgumentException if the two are no range
     */
    public Varied between(String path, String from, String to) {
        return Varied.of(source, new VarySpec(path, List.of(), from, to, 0, VarySpec.Scale.LINEAR));
    }

    /** Paths of events that set a path, or a part of it, again, each as one would vary it. */
    public List<String> setAgain(String path) {
        return source.setAgain(path).stream()
                .filter(each -> each.section().equals("events"))
                .map(ScenarioSource.SetAgain::full)
                .toList();
    }

    /**
     * Measures the scenario with some values, on all threads.
     *
     * @param more values that win over all, each {@code path=value}
     * @param replications how many, from the first
     * @throws ScenarioException if the scenario does not accept the values
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public Measured measure(List<String> more, int replications) throws ScenarioException, InterruptedException {
        return measure(load(more), replications, threads);
    }

    private Measured measure(LoadedScenario loaded, int replications, int on) throws InterruptedException {
        long[] before = new long[1];
        Measured measured = new Experiment(
                        loaded, tables, on, (part, tasks, simulated) -> advance(0, simulated - before[0], before))
                .measure(run -> isAsked(loaded, run), 0, replications);
        advance(1, 0, before);
        return measured;
    }

    private synchronized void advance(int measurements, long more, long[] before) {
        before[0] += more;
        done += measurements;
        requests += more;
        progress.advanced(done, requests);
    }

    private boolean isAsked(LoadedScenario loaded, PhaseRun run) {
        return asked.about(Measures.phase(loaded, run), run.variant());
    }

    /**
     * Measures a few cells in one replication for each of several values, side by side: a cheap look.
     *
     * @param points values that win over all, each {@code path=value}, one list a point
     * @param cells the first cells, as many
     * @throws ScenarioException if the scenario does not accept the values of a point
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public List<Measured> pilots(List<List<String>> points, int cells) throws ScenarioException, InterruptedException {
        List<Callable<Measured>> looks = new ArrayList<>();
        for (List<String> point : points) {
            List<String> one = new ArrayList<>(point);
            one.add("run.cells=" + cells);
            LoadedScenario loaded = load(one);
            looks.add(() -> measure(loaded, 1, 1));
        }
        return sideBySide(looks);
    }

    /**
     * Measures one number at each of many points, in all cells and replications, side by side. Scenarios are bound once to be
     * checked and again to be measured, as all of them may be too large.
     *
     * @param points values that win over all, each {@code path=value}, one list a point
     * @param of the number
     * @return one a point, in their order
     * @throws ScenarioException if the scenario does not accept the values of a point, which the message names; nothing was
     *     measured then
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public double[] values(List<List<String>> points, ToDoubleFunction<Measured> of)
            throws ScenarioException, InterruptedException {
        List<Callable<Double>> looks = new ArrayList<>();
        for (List<String> point : points) {
            check(point);
            looks.add(() -> {
                LoadedScenario loaded = load(point);
                return of.applyAsDouble(measure(loaded, loaded.scenario().run().replications(), 1));
            });
        }
        return sideBySide(looks).stream().mapToDouble(each -> each).toArray();
    }

    private void check(List<String> point) throws ScenarioException {
        try {
            load(point);
        } catch (ScenarioException bad) {
            throw new ScenarioException(bad.messages().stream()
                    .map(each -> String.join(", ", point) + ": " + each)
                    .toList());
        }
    }

    private <T> List<T> sideBySide(List<Callable<T>> looks) throws InterruptedException {
        ExecutorService pool = Futures.pool(threads, "look");
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> each : looks) {
                running.add(pool.submit(each));
            }
            List<T> all = new ArrayList<>();
            for (Future<T> each : running) {
                all.add(Futures.get(each));
            }
            return all;
        } finally {
            pool.shutdownNow();
        }
    }
}

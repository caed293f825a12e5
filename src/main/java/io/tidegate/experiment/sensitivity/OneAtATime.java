package io.tidegate.experiment.sensitivity;

import io.tidegate.Dimension;
import io.tidegate.experiment.Evaluator;
import io.tidegate.experiment.Measured;
import io.tidegate.experiment.Version;
import io.tidegate.experiment.sensitivity.Sensitivity.Effect;
import io.tidegate.experiment.sensitivity.Sensitivity.Screened;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.Replicates;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.RunSpec;
import io.tidegate.scenario.ScenarioException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes each assumed input alone, down and up, and measures: first in one cell, or as few as measure it, which is cheap and picks
 * those that matter, then these in all cells, with paired intervals.
 */
public final class OneAtATime {
    private final Evaluator evaluator;
    private final Function<Measured, Replicates> of;
    private long requests;

    private OneAtATime(Evaluator evaluator, Function<Measured, Replicates> of) {
        this.evaluator = evaluator;
        this.of = of;
    }

    /**
     * Measures the effect of every assumed input.
     *
     * @param evaluator measures the scenario in the phases that it is about
     * @param text what is measured, in words
     * @param dimension of that
     * @param of what is measured
     * @param by relative change of each input, above 0 and below 1
     * @param top how many inputs are looked at in all cells, 1 or more
     * @throws ScenarioException if the scenario is not valid
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public static Sensitivity measure(
            Evaluator evaluator,
            String text,
            Dimension dimension,
            Function<Measured, Replicates> of,
            double by,
            int top)
            throws ScenarioException, InterruptedException {
        OneAtATime study = new OneAtATime(evaluator, of);
        LoadedScenario loaded = evaluator.load(List.of());
        RunSpec run = loaded.scenario().run();
        List<String> left = new ArrayList<>();
        List<Input> inputs = Input.of(loaded, evaluator, by, left);
        List<Screened> screened = new ArrayList<>(study.screen(inputs, run.cells()));
        screened.sort(Comparator.comparingDouble(Screened::size).reversed());
        List<String> chosen = screened.stream().limit(top).map(Screened::path).toList();
        long before = study.requests;
        Replicates base = study.at(List.of(), run.replications());
        long requestsEach = study.requests - before;
        List<Effect> effects = new ArrayList<>();
        for (Input input : inputs) {
            if (chosen.contains(input.assumption().path())) {
                effects.add(study.effect(input, base, run.replications()));
            }
        }
        effects.sort(Comparator.comparingDouble(Effect::size).reversed());
        return new Sensitivity(
                Sensitivity.SCHEMA_VERSION,
                loaded.scenario().name(),
                loaded.scenario().title(),
                Version.text(),
                run.seed(),
                text,
                dimension,
                by,
                base.estimate(),
                run.cells(),
                run.fleetCells(),
                run.replications(),
                study.requests,
                requestsEach,
                effects,
                screened.subList(StrictMath.min(top, screened.size()), screened.size()),
                left);
    }

    /** The first cells in which what is asked for can be measured, twice as many each time. */
    private int fewest(int most) throws ScenarioException, InterruptedException {
        int cells = 1;
        while (cells < most) {
            Measured base = evaluator.pilots(List.of(List.of()), cells).get(0);
            requests += base.requests();
            if (!Double.isNaN(of.apply(base).value())) {
                return cells;
            }
            cells = StrictMath.min(most, 2 * cells);
        }
        return cells;
    }

    private List<Screened> screen(List<Input> inputs, int most) throws ScenarioException, InterruptedException {
        int cells = fewest(most);
        List<List<String>> points = new ArrayList<>(List.of(List.of()));
        for (Input input : inputs) {
            for (String value : values(input)) {
                points.add(set(input, value));
            }
        }
        List<Double> seen = new ArrayList<>();
        for (Measured each : evaluator.pilots(points, cells)) {
            requests += each.requests();
            seen.add(of.apply(each).value());
        }
        List<Screened> all = new ArrayList<>();
        int next = 1;
        for (Input input : inputs) {
            double size = 0;
            for (int i = 0; i < values(input).size(); i++) {
                double change = StrictMath.abs(seen.get(next++) - seen.get(0));
                // What could not be measured in a few cells must be looked at in all.
                size = StrictMath.max(size, Double.isNaN(change) ? Double.POSITIVE_INFINITY : change);
            }
            all.add(new Screened(input.assumption().path(), input.assumption().value(), size));
        }
        return all;
    }

    private static List<String> values(Input input) {
        List<String> values = new ArrayList<>();
        if (input.low() != null) {
            values.add(input.low());
        }
        if (input.high() != null) {
            values.add(input.high());
        }
        return values;
    }

    private static List<String> set(Input input, String value) {
        return List.of(input.assumption().path() + "=" + value);
    }

    private Replicates at(List<String> sets, int replications) throws ScenarioException, InterruptedException {
        Measured measured = evaluator.measure(sets, replications);
        requests += measured.requests();
        return of.apply(measured);
    }

    private Effect effect(Input input, Replicates base, int replications)
            throws ScenarioException, InterruptedException {
        return new Effect(
                input.assumption().path(),
                input.assumption().value(),
                input.assumption().source(),
                input.low() == null ? "" : input.low(),
                input.high() == null ? "" : input.high(),
                change(input, input.low(), base, replications),
                change(input, input.high(), base, replications),
                input.refused());
    }

    private Estimate change(Input input, @Nullable String value, Replicates base, int replications)
            throws ScenarioException, InterruptedException {
        return value == null
                ? Estimate.UNKNOWN
                : at(set(input, value), replications).minus(base).estimate();
    }
}

package io.tidegate.experiment.sensitivity;

import io.tidegate.experiment.Evaluator;
import io.tidegate.experiment.Measured;
import io.tidegate.experiment.sensitivity.Sensitivity.Effect;
import io.tidegate.experiment.sensitivity.SobolIndex.Share;
import io.tidegate.experiment.sensitivity.SobolShares.InputShares;
import io.tidegate.measure.Replicates;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.Varied;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Varies together the assumed inputs that change a value most when each is changed alone, each uniform between the two values at
 * which it was tried, and measures at every point the same people with the same draws.
 */
public final class SobolStudy {
    /** That of a sweep too, unless it names another: points stay where they are when the run's seed changes. */
    private static final long DESIGN_SEED = 1;

    private SobolStudy() {}

    /**
     * The inputs that are varied: the first whose lower and higher values the scenario accepts both.
     *
     * @param ranked inputs by what each alone changes
     * @param most how many, 1 or more
     */
    public static List<Effect> candidates(Sensitivity ranked, int most) {
        return ranked.effects().stream()
                .filter(each -> !each.low().isEmpty() && !each.high().isEmpty())
                .limit(most)
                .toList();
    }

    /**
     * Measures the shares of some inputs.
     *
     * @param evaluator measures the scenario in the phases that it is about
     * @param ranked what each input alone changes
     * @param inputs those that are varied, one or more; see {@link #candidates}
     * @param of what is measured
     * @param rows of the design, {@link SobolIndices#FEWEST_ROWS} to {@link SobolIndices#MOST_ROWS}
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public static SobolShares measure(
            Evaluator evaluator, Sensitivity ranked, List<Effect> inputs, Function<Measured, Replicates> of, int rows)
            throws InterruptedException {
        List<Varied> varied = inputs.stream()
                .map(each -> evaluator.between(each.path(), each.low(), each.high()))
                .toList();
        List<String> refused = new ArrayList<>();
        List<SobolIndex> found = SobolIndices.of(inputs.size(), rows, DESIGN_SEED, cube -> {
            List<List<String>> points =
                    cube.stream().map(each -> point(varied, each)).toList();
            try {
                return evaluator.values(points, measured -> of.apply(measured).value());
            } catch (ScenarioException bad) {
                refused.add(bad.messages().get(0));
                return unknown(points.size());
            }
        });
        List<InputShares> shares = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Effect each = inputs.get(i);
            shares.add(new InputShares(each.path(), each.value(), each.low(), each.high(), found.get(i)));
        }
        shares.sort(Comparator.comparingDouble(
                        (InputShares each) -> order(each.index().total()))
                .reversed());
        return new SobolShares(
                SobolShares.SCHEMA_VERSION,
                ranked.scenario(),
                ranked.title(),
                ranked.version(),
                ranked.seed(),
                DESIGN_SEED,
                ranked.of(),
                ranked.dimension(),
                ranked.cells(),
                ranked.fleetCells(),
                ranked.replications(),
                rows,
                SobolIndices.evaluations(rows, inputs.size()),
                String.join("", refused),
                shares);
    }

    private static List<String> point(List<Varied> varied, double[] place) {
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < place.length; i++) {
            sets.add(varied.get(i).path() + "=" + varied.get(i).at(place[i]));
        }
        return sets;
    }

    private static double[] unknown(int points) {
        double[] none = new double[points];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private static double order(Share total) {
        return total.isKnown() ? total.value() : Double.NEGATIVE_INFINITY;
    }
}

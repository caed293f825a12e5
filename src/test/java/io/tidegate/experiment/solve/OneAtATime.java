package io.tidegate.experiment.solve;

import io.tidegate.experiment.Evaluator;
import io.tidegate.experiment.Scope;
import io.tidegate.experiment.TextException;
import io.tidegate.experiment.expect.Condition;
import io.tidegate.scenario.Catalog;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioSource;
import io.tidegate.workload.LengthTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A scenario of M/G/1 queues, and what theory says of it. */
final class OneAtATime {
    static final Path FILE = Path.of("src/test/resources/io/tidegate/experiment/one-at-a-time.yaml");

    /** The same with an injection of 100 replicas beside the 4 of each cell. */
    static final Path INJECTED = FILE.resolveSibling("one-at-a-time-injected.yaml");

    private static final double STEP = 0.01;
    private static final int BUDGET = 256;
    private static final double DAY = 86_400;

    private OneAtATime() {}

    /**
     * Requests a day at which the mean wait is {@code seconds}: λ of {@code w = λE[S²]/(2(1 − λE[S]))}, of all replicas. A request
     * takes a step for each part of its prompt, the last of which gives the first token, and one for each further token.
     */
    static double requestsForWait(double seconds, int replicas) {
        LengthTable lengths = Catalog.lengths("servegen-classification");
        double mean = 0;
        double square = 0;
        for (int row = 0; row < lengths.size(); row++) {
            double service = STEP * ((lengths.input(row) + BUDGET - 1) / BUDGET + lengths.output(row) - 1);
            mean += service / lengths.size();
            square += service * service / lengths.size();
        }
        return 2 * seconds / (square + 2 * seconds * mean) * replicas * DAY;
    }

    static Evaluator evaluator(int threads, String... sets) throws ScenarioException {
        return evaluator(FILE, threads, sets);
    }

    static Evaluator evaluator(Path file, int threads, String... sets) throws ScenarioException {
        List<String> all = new ArrayList<>(Arrays.asList(sets));
        return new Evaluator(
                ScenarioSource.read(file),
                all,
                (phase, variant) -> phase.equals("steady"),
                threads,
                (measured, requests) -> {});
    }

    /** The mean wait must stay below some seconds. */
    static Condition waitBelow(double seconds) throws ScenarioException, TextException {
        Scope scope = Scope.of(ScenarioSource.read(FILE).with(List.of()));
        return Condition.parse("mean(queue_wait){phase=steady} < " + seconds + " s", scope);
    }
}

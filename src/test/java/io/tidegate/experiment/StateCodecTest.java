package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.CellSimulation;
import io.tidegate.fleet.LimitedUsers;
import io.tidegate.fleet.PhaseSpan;
import io.tidegate.measure.BinnedSeries;
import io.tidegate.measure.Inequality;
import io.tidegate.measure.LatencyHistogram;
import io.tidegate.report.SummaryJson;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioLoader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

/** Nothing that was measured is lost on the way from another process. */
class StateCodecTest {
    private static final ModelTables TABLES = new ModelTables();

    private static LoadedScenario scenario(String file, String... sets) throws Exception {
        List<String> all = new ArrayList<>(List.of("run.warm-up=0 s", "run.pre-roll=0 s", "run.cells=2"));
        all.addAll(List.of(sets));
        return ScenarioLoader.load(Path.of("scenarios", file), all);
    }

    private static CellModel tiny() throws Exception {
        return new CellModel(scenario("tiny.yaml", "phases.before.length=1 min", "phases.after.length=1 min"), TABLES);
    }

    private static CellOutcome empty(CellModel model) {
        CellOutcome outcome = new CellOutcome(model.fleet(0), model.span(0));
        outcome.limited = new LimitedUsers(model.fleet(0).demand().plans().size());
        return outcome;
    }

    /** Gives every number that an object holds a value of its own. */
    private static final class Filler {
        private int next = 1;

        void fill(Object object) throws IllegalAccessException {
            if (object instanceof LatencyHistogram histogram) {
                histogram.record(0);
                histogram.record(0.001 * next++);
                histogram.record(1_000_000);
            } else if (object instanceof BinnedSeries series) {
                for (int bin = 0; bin < series.bins(); bin++) {
                    series.add(start(series) + bin * width(series), next++ / 3.0);
                }
            } else if (object instanceof Inequality use) {
                use.add(next++);
                use.add(0);
            } else {
                for (Field field : object.getClass().getFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        fill(object, field);
                    }
                }
            }
        }

        private void fill(Object object, Field field) throws IllegalAccessException {
            if (field.getType() == long.class || field.getType() == int.class) {
                field.set(object, next++);
            } else {
                part(field.get(object));
            }
        }

        private void part(Object part) throws IllegalAccessException {
            if (part instanceof long[] all) {
                Arrays.setAll(all, i -> next++);
            } else if (part instanceof double[] all) {
                Arrays.setAll(all, i -> next++ / 7.0);
            } else if (part instanceof Object[] all) {
                for (Object each : all) {
                    part(each);
                }
            } else {
                fill(part);
            }
        }

        private static double start(BinnedSeries series) throws IllegalAccessException {
            return hidden(series, "start");
        }

        private static double width(BinnedSeries series) throws IllegalAccessException {
            return hidden(series, "width");
        }

        private static double hidden(BinnedSeries series, String name) throws IllegalAccessException {
            try {
                Field field = BinnedSeries.class.getDeclaredField(name);
                field.setAccessible(true);
                return field.getDouble(series);
            } catch (NoSuchFieldException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static void assertSame(CellOutcome read, CellOutcome written) {
        RecursiveComparisonConfiguration histogramsByCounts = RecursiveComparisonConfiguration.builder()
                .withEqualsForType((a, b) -> counts(a).equals(counts(b)), LatencyHistogram.class)
                .withStrictTypeChecking(true)
                .build();
        assertThat(read).usingRecursiveComparison(histogramsByCounts).isEqualTo(written);
    }

    private static List<Object> counts(LatencyHistogram histogram) {
        List<Object> all = new ArrayList<>(List.of(histogram.count(), histogram.clamped(), histogram.mean()));
        histogram.forEachCount((micros, count) -> Collections.addAll(all, histogram.quantile(0.5), micros, count));
        return all;
    }

    @Test
    void everyFieldComesBack() throws Exception {
        CellModel model = tiny();
        CellOutcome written = empty(model);
        new Filler().fill(written);
        for (int population = 0; population < model.fleet(0).populations(); population += 2) {
            written.wait(population, 0).record(1 + population);
            written.ttft(population, 1).record(0.2 + population);
            written.tpot(population, 0).record(0.03 + population);
        }
        written.ttftInBin(1, 0).record(7);
        new Filler().fill(written.breakdown.of(1, 2, 3));
        new Filler().fill(written.breakdown.of(4, 0, 6));
        written.limited.windowExhaustion(1).record(3);
        CellOutcome read = model.read(new CellTask(0, 0, 0, false), CellModel.write(written));
        assertSame(read, written);
        // What the comparison is worth: it sees one count more, however deep.
        read.people.deniedByHour[1][2][3]++;
        assertThatThrownBy(() -> assertSame(read, written)).isInstanceOf(AssertionError.class);
        read.people.deniedByHour[1][2][3]--;
        read.breakdown.of(4, 0, 6).denied[5]++;
        assertThatThrownBy(() -> assertSame(read, written)).isInstanceOf(AssertionError.class);
        read.breakdown.of(4, 0, 6).denied[5]--;
        read.breakdown.of(1, 2, 3).wastedTokens++;
        assertThatThrownBy(() -> assertSame(read, written)).isInstanceOf(AssertionError.class);
        read.breakdown.of(1, 2, 3).wastedTokens--;
        read.limited.capExhaustion(0).record(1);
        assertThatThrownBy(() -> assertSame(read, written)).isInstanceOf(AssertionError.class);
    }

    @Test
    void otherBytesAreRefused() throws Exception {
        CellModel model = tiny();
        CellTask task = new CellTask(0, 0, 0, false);
        byte[] bytes = CellModel.write(empty(model));
        byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);
        assertThatThrownBy(() -> model.read(task, cut)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.read(task, new byte[] {1, 2, 3})).isInstanceOf(IllegalArgumentException.class);
        PhaseSpan span = model.span(0);
        byte[] smaller = CellModel.write(new CellOutcome(1, 1, 1, 1, 1, span));
        assertThatThrownBy(() -> model.read(task, smaller)).hasMessageContaining("not the bytes of such a cell");
        assertThatThrownBy(() -> StateCodec.write(new Foreign("text"))).hasMessageContaining("cannot carry");
    }

    private record Foreign(String text) {}

    /** Sends every cell to another model and back as bytes, and gives them last first. */
    private static final class Elsewhere implements CellRunner {
        @Override
        public void run(CellModel model, List<CellTask> tasks, CellSimulation.Progress progress, Sink sink) {
            CellModel there = CellModel.parse(model.text(), TABLES);
            for (int i = tasks.size() - 1; i >= 0; i--) {
                int task = i;
                byte[] bytes = CellModel.write(there.simulate(tasks.get(i), progress));
                sink.finished(i, () -> model.read(tasks.get(task), bytes));
            }
        }
    }

    private static void assertSameRunElsewhere(LoadedScenario scenario) throws Exception {
        Experiment.Progress silent = (done, tasks, requests) -> {};
        RunResult here = new Experiment(scenario, TABLES, 2, silent).run();
        RunResult there = new Experiment(scenario, TABLES, new Elsewhere(), silent).run();
        assertThat(SummaryJson.write(there.summary())).isEqualTo(SummaryJson.write(here.summary()));
        assertThat(MeasuredJson.write(there.measured())).isEqualTo(MeasuredJson.write(here.measured()));
    }

    /** More cells than groups, and a peak factor, for which accounts are rolled forward apart. */
    @Test
    void aRunElsewhereHasTheSameBytes() throws Exception {
        assertSameRunElsewhere(scenario(
                "tiny.yaml",
                "run.fleet-cells=25",
                "run.cells=23",
                "run.pre-roll=1 d",
                "demand.plans.free.users=1000",
                "demand.plans.pro.users=400",
                "demand.plans.max-5x.users=60",
                "demand.api.requests=1 M",
                "supply.pools.home-sonnet.replicas=100",
                "supply.pools.home-haiku.replicas=100",
                "phases.before.length=1 min",
                "phases.after.length=1 min"));
    }

    /** Every mechanism. */
    @Test
    void soHasARunWithEverythingOn() throws Exception {
        assertSameRunElsewhere(scenario("everything-on.yaml", "run.cells=1", "phases.after.length=2 min"));
    }
}

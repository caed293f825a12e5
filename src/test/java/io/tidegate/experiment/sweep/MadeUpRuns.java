package io.tidegate.experiment.sweep;

import io.tidegate.experiment.Measured;
import io.tidegate.experiment.MeasuredJson;
import io.tidegate.experiment.expect.Expectations;
import io.tidegate.measure.Replicates;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioSource;
import io.tidegate.scenario.SweepSpec;
import io.tidegate.scenario.VarySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Sweeps whose runs are not simulated: what a run measures follows from its key. */
final class MadeUpRuns {
    static final String CODE = "c0de".repeat(16);

    private MadeUpRuns() {}

    /** A sweep of tiny.yaml over some shares. */
    static SweepPlan plan(int replications, String code, String... shares) {
        return plan(replications, code, List.of(), shares);
    }

    /** The same with conditions. */
    static SweepPlan plan(int replications, String code, List<String> expect, String... shares) {
        VarySpec vary = new VarySpec("injection-share", List.of(shares), null, null, 0, VarySpec.Scale.LINEAR);
        SweepSpec spec = new SweepSpec(SweepSpec.Design.GRID, 0, replications, 1, List.of(vary));
        try {
            ScenarioSource tiny = ScenarioSource.read(Path.of("scenarios/tiny.yaml"));
            return SweepPlan.of(
                    tiny,
                    List.of(),
                    spec,
                    Expectations.of(tiny.with(List.of()), expect).written(),
                    true,
                    code);
        } catch (ScenarioException e) {
            throw new AssertionError(e);
        }
    }

    /** The line of a task. */
    static String line(PlannedRun task) {
        TreeMap<String, Replicates> values = new TreeMap<>();
        Random random = new Random(task.key().hashCode());
        values.put(
                "denied_share{phase=after,plan=größer}", Replicates.of(random.nextDouble(), new double[] {1e-9, 2, 3}));
        values.put("p50(ttft){phase=before}", Replicates.of(Double.NaN, new double[] {Double.NaN, 2e300, 3}));
        String measured = MeasuredJson.write(new Measured(values, random.nextInt(1_000_000)));
        return new RunLine(task.key(), task.point(), task.replication(), measured).text();
    }

    /** Does all tasks, in another order each time, and counts them. */
    static final class Runner implements TaskRunner {
        final List<String> done = new ArrayList<>();
        int most = Integer.MAX_VALUE;

        @Override
        public void run(List<? extends PlannedRun> runs, Sink sink) throws InterruptedException {
            List<PlannedRun> shuffled = new ArrayList<>(runs);
            Collections.shuffle(shuffled, new Random(done.size()));
            for (PlannedRun task : shuffled) {
                if (done.size() == most) {
                    throw new InterruptedException();
                }
                sink.finished(line(task));
                done.add(task.key());
            }
        }
    }

    /** Runs a part to its end, and says how many runs that took. */
    static int run(SweepPlan plan, Shard shard, Path folder) throws Exception {
        Runner runner = new Runner();
        try (Sweep sweep = Sweep.open(plan, shard, folder, false)) {
            sweep.run(runner, runs -> {});
        }
        return runner.done.size();
    }

    static Path journal(Path folder) {
        return folder.resolve("journal.ndjson");
    }

    /** A folder with a journal of some bytes and nothing else. */
    static Path folder(Path folder, byte[] journal) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.write(journal(folder), journal);
        return folder;
    }
}

package io.tidegate.experiment.verify;

import io.tidegate.experiment.verify.ReferencePool.Served;
import java.util.ArrayList;
import java.util.List;

/** The pools that others simulated, on each kind of replica. */
final class ConformanceCheck implements Check<Served> {
    /** Seconds. */
    private static final double TOLERANCE = 1e-6;

    private final List<Kind> kinds;

    /**
     * The pools on some kinds of replicas.
     *
     * @param kinds what serves them
     */
    ConformanceCheck(List<Kind> kinds) {
        this.kinds = kinds;
    }

    /**
     * A kind of replica.
     *
     * @param name how it is called
     * @param replicas what makes it
     */
    record Kind(String name, ReplicaMaker replicas) {}

    @Override
    public int tasks() {
        return ReferencePool.ALL.size() * kinds.size();
    }

    @Override
    public Served run(int task) {
        return pool(task).serve(kind(task).replicas);
    }

    private ReferencePool pool(int task) {
        return ReferencePool.ALL.get(task / kinds.size());
    }

    private Kind kind(int task) {
        return kinds.get(task % kinds.size());
    }

    @Override
    public int drawnRows() {
        return 0;
    }

    @Override
    public VerifyTable table(List<Served> answers, double falseAlarm) {
        List<VerifyRow> rows = new ArrayList<>();
        for (int task = 0; task < tasks(); task++) {
            ReferencePool pool = pool(task);
            Served served = answers.get(task);
            String setting = pool.words() + ", " + kind(task).name;
            rows.add(VerifyRow.exact("greatest difference of a time, s", setting, 0, served.difference(), TOLERANCE));
            rows.add(VerifyRow.counted("steps", setting, pool.steps(), served.steps()));
            rows.add(VerifyRow.counted("restarts", setting, pool.restarts(), served.restarts()));
        }
        return new VerifyTable(
                "Reference pools",
                "When an iteration-level simulation written by others gave the first and the last token of each of "
                        + answers.stream().mapToLong(Served::requests).sum() / Math.max(1, kinds.size())
                        + " requests, in how many steps, and how often it restarted one.",
                rows);
    }
}

package io.tidegate.experiment.verify;

import io.tidegate.experiment.Experiment;
import io.tidegate.experiment.Futures;
import io.tidegate.experiment.Version;
import io.tidegate.experiment.verify.ConformanceCheck.Kind;
import io.tidegate.random.Hash;
import io.tidegate.serving.LeapReplica;
import io.tidegate.serving.StepReplica;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * Verifies the program where it runs: queues whose answers are known, the kernel against its twin, intervals against truths, and
 * pools that others simulated.
 */
public final class Verification {
    /** The probability with which any row at all fails a right program, shared out evenly over the rows that chance is in. */
    public static final double FALSE_ALARM = 1e-4;

    private final Effort effort;
    private final long seed;
    private final List<Check<?>> checks;
    private final int threads;
    private final Experiment.Progress progress;
    private int done;
    private long requests;
    private int tasks;

    /**
     * Everything, on the program's own replicas.
     *
     * @param effort how much to simulate
     * @param seed of all draws
     * @param threads threads to run tasks on, 1 or more; what comes out does not depend on it
     * @param progress told how far it is
     */
    public Verification(Effort effort, long seed, int threads, Experiment.Progress progress) {
        this(effort, seed, checks(effort, seed), threads, progress);
    }

    Verification(Effort effort, long seed, List<Check<?>> checks, int threads, Experiment.Progress progress) {
        this.effort = effort;
        this.seed = seed;
        this.checks = checks;
        this.threads = threads;
        this.progress = progress;
    }

    private static List<Check<?>> checks(Effort effort, long seed) {
        return List.of(
                new QueueCheck(Queues.all(LeapReplica::new), QueueCheck.LOADS, effort, Hash.combine(seed, 0)),
                new TwinCheck(effort.loads(), Hash.combine(seed, 1), LeapReplica::new, StepReplica::new),
                new CoverageCheck(Known.all(LeapReplica::new), effort, Hash.combine(seed, 2), UnaryOperator.identity()),
                new ConformanceCheck(
                        List.of(new Kind("leap", LeapReplica::new), new Kind("step by step", StepReplica::new))));
    }

    /**
     * Runs every check.
     *
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public VerifySummary run() throws InterruptedException {
        ExecutorService pool = Futures.pool(threads, "verify");
        try {
            tasks = checks.stream().mapToInt(Check::tasks).sum();
            List<Running<?>> running = new ArrayList<>();
            for (Check<?> check : checks) {
                running.add(submitted(check, pool));
            }
            int drawn = checks.stream().mapToInt(Check::drawnRows).sum();
            double falseAlarm = FALSE_ALARM / Math.max(1, drawn);
            List<VerifyTable> tables = new ArrayList<>();
            for (Running<?> check : running) {
                tables.add(check.table(falseAlarm));
            }
            return VerifySummary.of(Version.text(), effort.name(), seed, FALSE_ALARM, tables);
        } finally {
            pool.shutdownNow();
        }
    }

    /** A check whose tasks are under way. */
    private record Running<A extends Check.Answer>(Check<A> check, List<Future<A>> answers) {
        VerifyTable table(double falseAlarm) throws InterruptedException {
            List<A> all = new ArrayList<>();
            for (Future<A> answer : answers) {
                all.add(Futures.get(answer));
            }
            return check.table(all, falseAlarm);
        }
    }

    private <A extends Check.Answer> Running<A> submitted(Check<A> check, ExecutorService pool) {
        List<Future<A>> answers = new ArrayList<>();
        for (int task = 0; task < check.tasks(); task++) {
            int place = task;
            answers.add(pool.submit(() -> {
                A answer = check.run(place);
                advance(answer.requests());
                return answer;
            }));
        }
        return new Running<>(check, answers);
    }

    private synchronized void advance(long moreRequests) {
        done++;
        requests += moreRequests;
        progress.advanced(done, tasks, requests);
    }
}

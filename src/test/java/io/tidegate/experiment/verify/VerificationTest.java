package io.tidegate.experiment.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.verify.ServedQueue.Statistic;
import io.tidegate.measure.Estimate;
import io.tidegate.serving.LeapReplica;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.StepLaw;
import io.tidegate.serving.StepReplica;
import io.tidegate.serving.StepTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Verifying finds what is right to be right, and what is wrong to be wrong. Seeds are fixed; with others a right program would fail a
 * table here with probability 1e-4, but for the wrong ones, which are off by far more.
 */
class VerificationTest {
    private static final Effort SMALL = new Effort("small", 20, 5_000, 2, 60, 40, 10);
    private static final List<Double> LOADS = List.of(0.5, 0.8);
    private static final long KEY = 7;

    /** Everything but the reference pools, with less effort than a quick run and up to a load of 0.8; on one thread as on two. */
    @Test
    void everythingHoldsOnAnyNumberOfThreads() throws InterruptedException {
        VerifySummary summary = verify(3, 2);
        assertThat(verify(3, 1)).isEqualTo(summary);
        assertThat(summary.tables()).hasSize(4);
        assertThat(summary.rows()).isEqualTo(2 * 11 + 4 + 8);
        assertThat(summary.tables().stream().flatMap(table -> table.rows().stream()))
                .filteredOn(row -> row.verdict() == Verdict.FAILS)
                .isEmpty();
        assertThat(summary.failed()).isZero();
    }

    @Test
    void anotherSeedGivesOtherDraws() {
        List<Queue> queues = Queues.all(LeapReplica::new).subList(0, 3);
        List<VerifyRow> rows =
                table(new QueueCheck(queues, List.of(0.5), SMALL, 1), 1e-5).rows();
        List<VerifyRow> others =
                table(new QueueCheck(queues, List.of(0.5), SMALL, 2), 1e-5).rows();
        for (int i = 0; i < rows.size(); i++) {
            assertThat(others.get(i).found()).isNotEqualTo(rows.get(i).found());
            assertThat(others.get(i).expected()).isEqualTo(rows.get(i).expected());
        }
    }

    private static VerifySummary verify(long seed, int threads) throws InterruptedException {
        List<Check<?>> checks = List.of(
                new QueueCheck(Queues.all(LeapReplica::new), LOADS, SMALL, seed),
                new TwinCheck(SMALL.loads(), seed, LeapReplica::new, StepReplica::new),
                new CoverageCheck(Known.all(LeapReplica::new), SMALL, seed, UnaryOperator.identity()),
                new ConformanceCheck(List.of()));
        return new Verification(SMALL, seed, checks, threads, (done, tasks, requests) -> {}).run();
    }

    /** Steps of M/D/1 that are a tenth too long: the mean wait at a load of 0.8 is then 3.7 s and not 2. */
    @Test
    void queuesFailOnAReplicaThatIsTooSlow() {
        ReplicaMaker slow = (model, listener) -> new LeapReplica(slower(model, 1.1), listener);
        VerifyTable table = table(new QueueCheck(Queues.all(slow), List.of(0.8), SMALL, KEY), 0.01);
        assertThat(table.rows()).hasSize(11).allMatch(row -> row.verdict() == Verdict.FAILS);
    }

    /** Every queue as it is, beside a theory that is a fifth off. */
    @Test
    void queuesFailBesideAWrongTheory() {
        for (Queue queue : Queues.all(LeapReplica::new)) {
            List<Figure> wrong = queue.figures().stream()
                    .map(f -> new Figure(f.name(), load -> 1.2 * f.theory().applyAsDouble(load), f.grain()))
                    .toList();
            Queue other;
            if (queue instanceof ServedQueue q) {
                other = new ServedQueue(
                        q.name(),
                        wrong,
                        q.statistics(),
                        q.model(),
                        q.servers(),
                        q.patience(),
                        q.lengths(),
                        q.square(),
                        q.replicas());
            } else if (queue instanceof AbandonedQueue q) {
                other = new AbandonedQueue(
                        q.name(), wrong, q.model(), q.servers(), q.patience(), q.lengths(), q.replicas());
            } else {
                throw new AssertionError(queue);
            }
            VerifyTable table = table(new QueueCheck(List.of(other), List.of(0.5), SMALL, KEY), 1e-4);
            assertThat(table.rows())
                    .as(queue.name())
                    .hasSize(wrong.size())
                    .allMatch(row -> row.verdict() == Verdict.FAILS);
        }
    }

    /** A queue in which nobody leaves is not Erlang A: at a load of 0.8 a third outwaits its patience, and an eighth would leave. */
    @Test
    void erlangAFailsIfNobodyLeaves() {
        Queue erlangA = Queues.all(LeapReplica::new).get(2);
        Queue delay = Queues.all(LeapReplica::new).get(1);
        assertThat(erlangA.name()).startsWith("Erlang A");
        ServedQueue stays = (ServedQueue) delay;
        Queue mixed = new ServedQueue(
                erlangA.name(),
                erlangA.figures(),
                List.of(Statistic.OUTLASTS_PATIENCE, Statistic.WAIT),
                stays.model(),
                stays.servers(),
                stays.patience(),
                stays.lengths(),
                stays.square(),
                stays.replicas());
        VerifyTable table = table(new QueueCheck(List.of(mixed), List.of(0.8), SMALL, KEY), 1e-6);
        assertThat(table.rows()).hasSize(2).allMatch(row -> row.verdict() == Verdict.FAILS);
    }

    /** One part in a hundred thousand on every step is found. */
    @Test
    void twinsFailIfTheyDiffer() {
        VerifyTable same = table(new TwinCheck(30, KEY, StepReplica::new, StepReplica::new), Double.NaN);
        assertThat(same.rows()).hasSize(4).allMatch(row -> row.verdict() == Verdict.HOLDS);
        assertThat(same.rows().get(0).found()).isZero();
        assertThat(same.rows().get(2).found()).isGreaterThan(1000);
        ReplicaMaker slow = (model, listener) -> new StepReplica(slower(model, 1.00001), listener);
        VerifyTable other = table(new TwinCheck(30, KEY, LeapReplica::new, slow), Double.NaN);
        assertThat(other.rows().get(0).verdict()).isEqualTo(Verdict.FAILS);
        assertThat(other.rows().get(3).verdict()).isEqualTo(Verdict.FAILS);
        ReplicaMaker silent = (model, listener) -> new LeapReplica(model, new Stamps(100));
        VerifyTable none = table(new TwinCheck(30, KEY, LeapReplica::new, silent), Double.NaN);
        assertThat(none.rows().get(0).verdict()).isEqualTo(Verdict.FAILS);
        assertThat(none.rows().get(1).verdict()).isEqualTo(Verdict.FAILS);
    }

    /** Intervals two thirds as wide cover about 80 %. */
    @Test
    void coverageFailsIfIntervalsAreTooNarrowOrTooWide() {
        for (double factor : new double[] {0.65, 3}) {
            UnaryOperator<Estimate> other = e -> new Estimate(e.value(), factor * e.halfWidth(), e.n());
            List<Known> synthetic = Known.all(LeapReplica::new).stream()
                    .filter(known -> !known.isServed() && known.shortfall() < 0.015)
                    .toList();
            Effort effort = new Effort("coverage", 2, 1, 1, 1, 2000, 1);
            VerifyTable table = table(new CoverageCheck(synthetic.subList(0, 4), effort, KEY, other), 1e-6);
            assertThat(table.rows()).hasSize(4).allMatch(row -> row.verdict() == Verdict.FAILS);
        }
    }

    @Test
    void whatIsNotANumberFails() {
        assertThat(VerifyRow.exact("a", "b", 1, Double.NaN, 1).verdict()).isEqualTo(Verdict.FAILS);
        assertThat(VerifyRow.drawn("a", "b", 1, 1, Double.NaN, 5, 0).verdict()).isEqualTo(Verdict.FAILS);
        assertThat(VerifyRow.drawn("a", "b", 1, 1.59, 0.1, 5, 0.1).verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(VerifyRow.drawn("a", "b", 1, 1.61, 0.1, 5, 0.1).verdict()).isEqualTo(Verdict.FAILS);
    }

    /** Table values of Student's and the normal law, both sides. */
    @Test
    void criticalValuesAreThoseOfTables() {
        assertThat(Chance.student(19, 0.05)).isBetween(2.0925, 2.0935);
        assertThat(Chance.student(60, 0.001)).isBetween(3.4595, 3.4605);
        assertThat(Chance.normal(0.01)).isBetween(2.5755, 2.5765);
        assertThat(Chance.normal(1e-6)).isBetween(4.8915, 4.8925);
    }

    private static ReplicaModel slower(ReplicaModel model, double times) {
        StepLaw law = model.time().law();
        StepLaw slow = new StepLaw(
                law.c0(),
                law.cB(),
                law.cK(),
                law.cP(),
                law.cPC(),
                law.cR(),
                law.w(),
                law.n0(),
                times * law.effC(),
                times * law.effM());
        return new ReplicaModel(
                new StepTime(slow), model.batching(), model.kv(), model.tokensPerStep(), model.power(), model.range());
    }

    private static <A extends Check.Answer> VerifyTable table(Check<A> check, double falseAlarm) {
        List<A> answers = new ArrayList<>();
        for (int task = 0; task < check.tasks(); task++) {
            answers.add(check.run(task));
        }
        return check.table(answers, falseAlarm);
    }
}

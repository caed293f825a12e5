package io.tidegate.experiment.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.verify.ConformanceCheck.Kind;
import io.tidegate.experiment.verify.ReferencePool.Served;
import io.tidegate.serving.KvCache;
import io.tidegate.serving.LeapReplica;
import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.StepReplica;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three pools of which an iteration-level simulation, written by others, told when each request got its first token and its last,
 * and how often it restarted it. {@code SOURCE.md} beside the files says where they are from.
 */
class ConformanceTest {
    private static final Kind LEAP = new Kind("leap", LeapReplica::new);
    private static final Kind STEP = new Kind("step by step", StepReplica::new);

    @ParameterizedTest
    @CsvSource({"0, 4000, 132225, 0", "1, 1500, 29251, 0", "2, 800, 33243, 22"})
    void bothKindsOfReplicaTellWhatTheReferenceDoes(int pool, long requests, long steps, long restarts) {
        for (Kind kind : List.of(LEAP, STEP)) {
            Served served = ReferencePool.ALL.get(pool).serve(kind.replicas());
            assertThat(served.difference()).as(kind.name()).isLessThan(1e-6);
            assertThat(served.requests()).isEqualTo(requests);
            assertThat(served.steps()).as(kind.name()).isEqualTo(steps);
            assertThat(served.restarts()).as(kind.name()).isEqualTo(restarts);
        }
    }

    @Test
    void holdsForEveryPoolAndKind() {
        VerifyTable table = table(LEAP, STEP);
        assertThat(table.rows()).hasSize(3 * 2 * 3).allMatch(row -> row.verdict() == Verdict.HOLDS);
        assertThat(table.note()).contains(" 6300 requests");
    }

    /** Steps that are longer by a millionth, a KV cache that is a tenth smaller, and a replica that tells nothing. */
    @Test
    void failsIfAReplicaDoesOtherwise() {
        Kind slow = new Kind("slow", (model, listener) -> {
            Replica replica = new LeapReplica(model, listener);
            replica.setStretch(1.000001, 1.000001);
            return replica;
        });
        assertThat(failed(slow).stream().filter(row -> row.what().contains("time")))
                .hasSize(3);
        Kind small = new Kind("small", (model, listener) -> new LeapReplica(withLessKv(model), listener));
        assertThat(failed(small).stream().filter(row -> row.setting().contains("KV short")))
                .extracting(VerifyRow::what)
                .containsExactly("greatest difference of a time, s", "steps", "restarts");
        Kind silent = new Kind("silent", (model, listener) -> new LeapReplica(model, new Stamps(4000)));
        assertThat(failed(silent).stream().filter(row -> row.found() == Double.POSITIVE_INFINITY))
                .hasSize(3)
                .allMatch(row -> row.what().contains("time"));
    }

    private static List<VerifyRow> failed(Kind kind) {
        return table(kind).rows().stream()
                .filter(row -> row.verdict() == Verdict.FAILS)
                .toList();
    }

    private static ReplicaModel withLessKv(ReplicaModel model) {
        KvCache kv = KvCache.ofBlocks(model.kv().blocks() * 9 / 10, model.kv().blockTokens());
        return new ReplicaModel(
                model.time(), model.batching(), kv, model.tokensPerStep(), model.power(), model.range());
    }

    private static VerifyTable table(Kind... kinds) {
        ConformanceCheck check = new ConformanceCheck(List.of(kinds));
        List<Served> answers = new ArrayList<>();
        for (int task = 0; task < check.tasks(); task++) {
            answers.add(check.run(task));
        }
        return check.table(answers, Double.NaN);
    }
}

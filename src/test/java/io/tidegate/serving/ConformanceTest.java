package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three pools of which an iteration-level simulation, written by others, told when each request got its first token and its last.
 * {@code SOURCE.md} beside the files says where they are from.
 */
class ConformanceTest {
    private static final double TOLERANCE = 1e-6;

    /** 8 ms, 50 µs per request that decodes or prefills, 80 ns per token held and 85 µs per prefill token. */
    private static final StepTime TIME = new StepTime(new StepLaw(8e-3, 5e-5, 8e-8, 8.5e-5, 0, 5e-5, 0, 1, 1, 1));

    /** A line of a truth file; seconds and tokens. */
    private record Row(double arrival, int prefill, int output, double first, double completed, int restarts) {}

    @ParameterizedTest
    @EnumSource
    void chunkedConversationsOnTwoReplicasInTurn(ReplicaKind kind) {
        Pool pool = new Pool(kind, 2, Batching.chunked(128, 512), 1_000_000);
        List<Row> rows = read("chunked");
        for (int i = 0; i < rows.size(); i++) {
            pool.arrive(i, rows.get(i), i % 2);
        }
        assertTold(pool, rows, 4000, 132_225, 0);
    }

    @ParameterizedTest
    @EnumSource
    void promptsFirstOnFourReplicasByFewestWaiting(ReplicaKind kind) {
        Batching batching = new Batching(Batching.Policy.PREFILL_FIRST, 64, 8192, 8192);
        Pool pool = new Pool(kind, 4, batching, 1_000_000);
        List<Row> rows = read("prefill_first");
        for (int i = 0; i < rows.size(); i++) {
            pool.advanceTo(rows.get(i).arrival);
            pool.arrive(i, rows.get(i), pool.fewestWaiting());
        }
        assertTold(pool, rows, 1500, 29_251, 0);
    }

    @ParameterizedTest
    @EnumSource
    void restartsUnderKvPressure(ReplicaKind kind) {
        Pool pool = new Pool(kind, 1, Batching.chunked(128, 512), 1200);
        List<Row> rows = read("kv_pressure");
        for (int i = 0; i < rows.size(); i++) {
            pool.arrive(i, rows.get(i), 0);
        }
        assertTold(pool, rows, 800, 33_243, 22);
    }

    private static void assertTold(Pool pool, List<Row> rows, int requests, long steps, int restarts) {
        pool.advanceTo(Double.POSITIVE_INFINITY);
        assertThat(rows).hasSize(requests);
        double[] first = pool.log.times(Log.FIRST, requests);
        double[] completed = pool.log.times(Log.COMPLETED, requests);
        int[] restarted = pool.log.counts(Log.RESTARTED, requests);
        for (int i = 0; i < requests; i++) {
            Row row = rows.get(i);
            assertThat(Math.abs(first[i] - row.first))
                    .as("first token of %d", i)
                    .isLessThan(TOLERANCE);
            assertThat(Math.abs(completed[i] - row.completed))
                    .as("completion of %d", i)
                    .isLessThan(TOLERANCE);
            assertThat(restarted[i]).as("restarts of %d", i).isEqualTo(row.restarts);
        }
        assertThat(pool.replicas.stream().mapToLong(r -> r.meter().steps()).sum())
                .isEqualTo(steps);
        assertThat(pool.replicas.stream().mapToLong(r -> r.meter().restarts()).sum())
                .isEqualTo(restarts);
        assertThat(rows.stream().mapToInt(Row::restarts).sum()).isEqualTo(restarts);
    }

    /** Replicas that tell one log. */
    private static final class Pool {
        final Log log = new Log();
        final List<Replica> replicas = new ArrayList<>();

        Pool(ReplicaKind kind, int size, Batching batching, long blocks) {
            KvCache kv = KvCache.ofBlocks(blocks, 16);
            ReplicaModel model = new ReplicaModel(TIME, batching, kv, 1, StepPower.NONE, FittedRange.EVERYWHERE);
            for (int i = 0; i < size; i++) {
                replicas.add(kind.make(model, log));
            }
        }

        void advanceTo(double t) {
            replicas.forEach(replica -> replica.advanceTo(t));
        }

        void arrive(int request, Row row, int replica) {
            replicas.get(replica).arrive(row.arrival, request, 0, 0, row.prefill, row.output);
        }

        int fewestWaiting() {
            int best = 0;
            for (int i = 1; i < replicas.size(); i++) {
                if (replicas.get(i).waiting() < replicas.get(best).waiting()) {
                    best = i;
                }
            }
            return best;
        }
    }

    private static List<Row> read(String name) {
        String path = "/io/tidegate/conformance/" + name + "_truth.csv.gz";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(ConformanceTest.class.getResourceAsStream(path), path)),
                StandardCharsets.UTF_8))) {
            assertThat(lines.readLine())
                    .isEqualTo(
                            "id,arrived_at,num_prefill_tokens,num_decode_tokens,first_token_at,completed_at,restarts");
            return lines.lines().map(ConformanceTest::row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        String[] cells = line.split(",", -1);
        return new Row(
                Double.parseDouble(cells[1]),
                Integer.parseInt(cells[2]),
                Integer.parseInt(cells[3]),
                Double.parseDouble(cells[4]),
                Double.parseDouble(cells[5]),
                Integer.parseInt(cells[6]));
    }
}

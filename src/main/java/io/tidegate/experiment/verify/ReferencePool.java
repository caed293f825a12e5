package io.tidegate.experiment.verify;

import io.tidegate.serving.Batching;
import io.tidegate.serving.FittedRange;
import io.tidegate.serving.KvCache;
import io.tidegate.serving.Replica;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.StepLaw;
import io.tidegate.serving.StepPower;
import io.tidegate.serving.StepTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * A pool of which an iteration-level simulation, written by others, told when each request got its first token and its last.
 * {@code conformance/SOURCE.md} among the resources says where they are from.
 *
 * @param words what it is
 * @param file beginning of the name of its file
 * @param replicas how many serve it
 * @param turns whether arrivals go to the replicas in turn; else each to the one with the fewest waiting, the lowest of them
 * @param batching of each replica
 * @param blocks of each replica's KV cache
 * @param steps that they took
 * @param restarts of its requests
 */
record ReferencePool(
        String words,
        String file,
        int replicas,
        boolean turns,
        Batching batching,
        long blocks,
        long steps,
        long restarts) {
    /** All three. */
    static final List<ReferencePool> ALL = List.of(
            new ReferencePool(
                    "two replicas in turn, chunked",
                    "chunked",
                    2,
                    true,
                    Batching.chunked(128, 512),
                    1_000_000,
                    132_225,
                    0),
            new ReferencePool(
                    "four, fewest waiting, prefill first",
                    "prefill_first",
                    4,
                    false,
                    new Batching(Batching.Policy.PREFILL_FIRST, 64, 8192, 8192),
                    1_000_000,
                    29_251,
                    0),
            new ReferencePool(
                    "one replica, chunked, KV short",
                    "kv_pressure",
                    1,
                    true,
                    Batching.chunked(128, 512),
                    1200,
                    33_243,
                    22));

    private static final int BLOCK_TOKENS = 16;
    private static final String HEADER =
            "id,arrived_at,num_prefill_tokens,num_decode_tokens,first_token_at,completed_at,restarts";

    /** A line of a truth file; seconds and tokens. */
    private record Row(double arrival, int prefill, int output, double first, double completed, int restarts) {}

    /**
     * What serving a pool gave.
     *
     * @param requests how many there were
     * @param difference the greatest of a first token or an end from the reference, in seconds; infinite where one is missing or
     *     a request was not restarted as often
     * @param restarts of all requests
     * @param steps of all replicas
     */
    record Served(long requests, double difference, long restarts, long steps) implements Check.Answer {}

    /** 8 ms a step, 50 µs per request that decodes or prefills, 80 ns per token held and 85 µs per prefill token. */
    private ReplicaModel model() {
        return new ReplicaModel(
                new StepTime(new StepLaw(8e-3, 5e-5, 8e-8, 8.5e-5, 0, 5e-5, 0, 1, 1, 1)),
                batching,
                KvCache.ofBlocks(blocks, BLOCK_TOKENS),
                1,
                StepPower.NONE,
                FittedRange.EVERYWHERE);
    }

    /** Serves it on replicas of a kind. */
    Served serve(ReplicaMaker maker) {
        List<Row> rows = read();
        Stamps stamps = new Stamps(rows.size());
        ReplicaModel model = model();
        List<Replica> pool = new ArrayList<>();
        for (int r = 0; r < replicas; r++) {
            pool.add(maker.make(model, stamps));
        }
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            pool.forEach(replica -> replica.advanceTo(row.arrival));
            int to = turns ? i % replicas : fewestWaiting(pool);
            pool.get(to).arrive(row.arrival, i, 0, 0, row.prefill, row.output);
        }
        pool.forEach(replica -> replica.advanceTo(Double.POSITIVE_INFINITY));
        double difference = 0;
        long told = 0;
        for (int i = 0; i < rows.size(); i++) {
            difference = Math.max(difference, difference(rows.get(i), stamps, i));
            told += stamps.restarts[i];
        }
        long taken = pool.stream().mapToLong(replica -> replica.meter().steps()).sum();
        return new Served(rows.size(), difference, told, taken);
    }

    private static double difference(Row row, Stamps stamps, int request) {
        double most = Math.max(
                Math.abs(stamps.first[request] - row.first), Math.abs(stamps.completed[request] - row.completed));
        return Double.isNaN(most) || stamps.restarts[request] != row.restarts ? Double.POSITIVE_INFINITY : most;
    }

    /** The lowest of those with the fewest waiting requests. */
    private static int fewestWaiting(List<Replica> pool) {
        int best = 0;
        for (int i = 1; i < pool.size(); i++) {
            if (pool.get(i).waiting() < pool.get(best).waiting()) {
                best = i;
            }
        }
        return best;
    }

    private List<Row> read() {
        String path = "/io/tidegate/conformance/" + file + "_truth.csv.gz";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(ReferencePool.class.getResourceAsStream(path), path)),
                StandardCharsets.UTF_8))) {
            if (!HEADER.equals(lines.readLine())) {
                throw new IllegalStateException(path + " has other columns than " + HEADER);
            }
            return lines.lines().map(ReferencePool::row).toList();
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

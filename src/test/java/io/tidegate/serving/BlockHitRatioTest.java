package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.workload.MooncakePart;
import io.tidegate.workload.MooncakePart.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Prompt tokens read from cache on a part of a published trace, served by as many servers as needed in a time that follows from the lengths
 * alone: the same to the token as by plain rules, and as a single pass over the trace where nothing is ever evicted.
 */
class BlockHitRatioTest {
    private static final double FOR_EVER = Double.POSITIVE_INFINITY;
    private static final int BLOCK = MooncakePart.BLOCK_TOKENS;
    /** Tokens: about the blocks of all requests at last, and less. */
    private static final long[] LADDER = {500_000, 1_000_000, 2_000_000, 4_000_000, 8_000_000, 1L << 40};

    private final List<Row> rows = MooncakePart.rows();
    private final List<long[]> prompts = rows.stream().map(Row::hashes).toList();

    private static double arrival(Row row) {
        return row.timestamp() / 1e3;
    }

    private static double service(Row row, double scale) {
        return scale * (0.5 + row.input() / 10_000.0 + row.output() * 0.03);
    }

    /** A request arrives, or completes; at one time completions come first, and both in order of the trace. */
    private record Event(double time, boolean arrives, int request) {}

    private List<Event> events(double scale) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            double t = arrival(rows.get(i));
            events.add(new Event(t, true, i));
            events.add(new Event(t + service(rows.get(i), scale), false, i));
        }
        events.sort(Comparator.comparingDouble(Event::time)
                .thenComparing(Event::arrives)
                .thenComparing(Event::request));
        return events;
    }

    private long cached(int request, int blocks) {
        return Math.min((long) blocks * BLOCK, rows.get(request).input() - 1);
    }

    private long held(int request) {
        return (long) rows.get(request).input() + rows.get(request).output();
    }

    /** Tokens read from the cache. */
    private long tokens(List<Event> events, long kv, long host, double timeToLive) {
        BlockPrefixes cache = new BlockPrefixes(kv, host, BLOCK);
        int[] claimed = new int[rows.size()];
        long active = 0;
        long sum = 0;
        for (Event event : events) {
            int i = event.request;
            long[] prompt = prompts.get(i);
            cache.makeRoom(active, event.time);
            if (event.arrives) {
                claimed[i] = cache.claim(prompt, 0, prompt.length, event.time);
                sum += cached(i, claimed[i]);
                cache.release(claimed[i]);
                active += held(i);
            } else {
                active -= held(i);
                cache.complete(prompt, 0, prompt.length, claimed[i], event.time, timeToLive);
            }
            cache.makeRoom(active, event.time);
        }
        return sum;
    }

    private long plainTokens(List<Event> events, long kv, long host, double timeToLive) {
        PlainBlocks cache = new PlainBlocks(kv, host, BLOCK);
        int[] claimed = new int[rows.size()];
        long sum = 0;
        for (Event event : events) {
            int i = event.request;
            if (event.arrives) {
                claimed[i] = cache.run(prompts.get(i), event.time, true);
                sum += cached(i, claimed[i]);
                cache.activate(held(i), claimed[i], event.time);
            } else {
                cache.activate(-held(i), 0, event.time);
                cache.complete(prompts.get(i), claimed[i], event.time, timeToLive);
            }
        }
        return sum;
    }

    /** What was complete when a request arrived is there, if nothing is lost. */
    private long ideal(double scale) {
        Map<Long, Double> firstComplete = new HashMap<>();
        long sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            double t = arrival(rows.get(i));
            int run = 0;
            while (run < prompts.get(i).length && firstComplete.getOrDefault(prompts.get(i)[run], FOR_EVER) <= t) {
                run++;
            }
            sum += cached(i, run);
            for (long block : prompts.get(i)) {
                firstComplete.merge(block, t + service(rows.get(i), scale), Math::min);
            }
        }
        return sum;
    }

    @Test
    void equalsAPassOverTheTraceWhereNothingIsLost() {
        assertThat(tokens(events(1), LADDER[5], 0, FOR_EVER))
                .isEqualTo(ideal(1))
                .isPositive();
        // In no time to speak of: arrivals are whole milliseconds.
        double instant = 1e-7;
        assertThat(tokens(events(instant), LADDER[5], 0, FOR_EVER))
                .isEqualTo(ideal(instant))
                .isGreaterThan(ideal(1));
    }

    @Test
    void equalsThePlainRulesOnALadderOfSizes() {
        List<Event> events = events(1);
        for (double timeToLive : new double[] {60, 300, FOR_EVER}) {
            for (int k = 0; k < LADDER.length; k++) {
                long host = k % 2 == 0 ? 2_000_000 : 0;
                assertThat(tokens(events, LADDER[k], host, timeToLive))
                        .as("KV %d, host %d, time-to-live %s", LADDER[k], host, timeToLive)
                        .isEqualTo(plainTokens(events, LADDER[k], host, timeToLive));
            }
        }
    }

    @Test
    void moreRoomAndMoreTimeNeverReadLess() {
        List<Event> events = events(1);
        double[] lives = {20, 60, 150, 300, FOR_EVER};
        for (long host : new long[] {0, 1_000_000, 4_000_000}) {
            long[] shorter = new long[LADDER.length];
            for (double timeToLive : lives) {
                long smaller = 0;
                for (int k = 0; k < LADDER.length; k++) {
                    long tokens = tokens(events, LADDER[k], host, timeToLive);
                    assertThat(tokens).isGreaterThanOrEqualTo(smaller).isGreaterThanOrEqualTo(shorter[k]);
                    smaller = tokens;
                    shorter[k] = tokens;
                }
            }
            assertThat(shorter[1]).isLessThan(shorter[5]);
        }
        for (long kv : LADDER) {
            assertThat(tokens(events, kv, 4_000_000, FOR_EVER)).isGreaterThanOrEqualTo(tokens(events, kv, 0, FOR_EVER));
        }
    }
}

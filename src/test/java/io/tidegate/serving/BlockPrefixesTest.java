package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Shared blocks: hand-written timelines, and random ones beside {@link PlainBlocks}. */
class BlockPrefixesTest {
    private static final double FOR_EVER = Double.POSITIVE_INFINITY;

    @Test
    void countsTheLeadingRun() {
        BlockPrefixes cache = new BlockPrefixes(1000, 0, 10);
        cache.complete(new long[] {1, 2, 3}, 0, 3, 0, 0, FOR_EVER);
        assertThat(cache.find(new long[] {1, 2, 4, 3}, 0, 4, 1)).isEqualTo(2);
        assertThat(cache.find(new long[] {2, 3}, 0, 2, 1)).isEqualTo(2);
        assertThat(cache.find(new long[] {9, 1, 2, 3, 9}, 1, 3, 1)).isEqualTo(3);
        assertThat(cache.find(new long[] {4, 1}, 0, 2, 1)).isZero();
    }

    @Test
    void losesTheEndOfAPromptFirst() {
        BlockPrefixes cache = new BlockPrefixes(100, 20, 10);
        long[] prompt = {1, 2, 3, 4};
        cache.complete(prompt, 0, 4, 0, 0, FOR_EVER);
        cache.makeRoom(70, 1);
        assertThat(cache.find(prompt, 0, 4, 1)).isEqualTo(4);
        assertThat(cache.idle().hostTokens()).isEqualTo(10);
        cache.makeRoom(100, 2);
        assertThat(cache.find(prompt, 0, 4, 2)).isEqualTo(2);
        assertThat(cache.claim(prompt, 0, 4, 2)).isEqualTo(2);
        assertThat(cache.reloaded()).isEqualTo(2);
    }

    @Test
    void blocksInUseStayForOthers() {
        BlockPrefixes cache = new BlockPrefixes(100, 0, 10);
        long[] prompt = {1, 2, 3};
        cache.complete(prompt, 0, 3, 0, 0, 5);
        assertThat(cache.claim(prompt, 0, 2, 1)).isEqualTo(2);
        assertThat(cache.claim(prompt, 0, 1, 1)).isEqualTo(1);
        assertThat(cache.idle().pinnedTokens()).isEqualTo(30);
        cache.release(2);
        cache.release(1);
        cache.makeRoom(100, 9);
        assertThat(cache.find(prompt, 0, 3, 9)).isEqualTo(2);

        // The second goes with the first request; the first stays in use for the other.
        cache.complete(prompt, 0, 2, 2, 10, 5);
        assertThat(cache.find(prompt, 0, 3, 14)).isEqualTo(2);
        assertThat(cache.find(prompt, 0, 3, 15)).isEqualTo(1);
        cache.complete(prompt, 0, 1, 1, 20, 5);
        assertThat(cache.find(prompt, 0, 3, 24)).isEqualTo(1);
        assertThat(cache.find(prompt, 0, 3, 25)).isZero();
        cache.makeRoom(0, 25);
        assertThat(cache.size()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> cache.complete(prompt, 0, 3, 1, 26, 5));
    }

    /** A request: its prompt, the blocks it claimed, and the tokens it holds, 0 before its start. */
    private static final class Request {
        final long[] prompt;
        final int claimed;
        long held;

        Request(long[] prompt, int claimed) {
            this.prompt = prompt;
            this.claimed = claimed;
        }
    }

    /**
     * Requests whose prompts are paths of a small tree arrive, start, grow and complete. With times-to-live, room is made after
     * each change, as the plain rules do; without, only when one arrives or completes, for the peak since.
     */
    @Test
    void equalsThePlainRules() {
        for (int seed = 0; seed < 4000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean lazy = random.nextBoolean();
            double[] lives = {lazy ? FOR_EVER : 4, lazy ? FOR_EVER : 1 + random.nextInt(30), FOR_EVER};
            int block = 1 + random.nextInt(8);
            long kv = random.nextLong(200);
            long host = random.nextBoolean() ? 0 : random.nextLong(100);
            BlockPrefixes cache = new BlockPrefixes(kv, host, block);
            PlainBlocks plain = new PlainBlocks(kv, host, block);
            List<Request> requests = new ArrayList<>();
            long active = 0;
            long peak = 0;
            double now = 0;
            for (int step = 0; step < 80; step++) {
                now += random.nextInt(3);
                int choice = random.nextInt(5);
                if (choice == 0) {
                    long[] prompt = path(random);
                    cache.makeRoom(peak, now);
                    plain.settle(now);
                    peak = active;
                    int run = plain.run(prompt, now, false);
                    assertThat(cache.find(prompt, 0, prompt.length, now))
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(run);
                    assertThat(cache.claim(prompt, 0, prompt.length, now)).isEqualTo(run);
                    plain.run(prompt, now, true);
                    assertThat(cache.reloaded()).isEqualTo(plain.reloaded);
                    requests.add(new Request(prompt, run));
                } else if (!requests.isEmpty()) {
                    Request request = requests.get(random.nextInt(requests.size()));
                    if (request.held == 0) {
                        request.held = (long) request.prompt.length * block;
                        active += request.held;
                        cache.release(request.claimed);
                        plain.activate(request.held, request.claimed, now);
                    } else if (choice == 1) {
                        cache.makeRoom(peak, now);
                        plain.settle(now);
                        active -= request.held;
                        peak = active;
                        plain.activate(-request.held, 0, now);
                        double life = lives[random.nextInt(lives.length)];
                        int kept = random.nextInt(6) == 0 ? request.claimed : request.prompt.length;
                        cache.complete(request.prompt, 0, kept, request.claimed, now, life);
                        plain.complete(Arrays.copyOf(request.prompt, kept), request.claimed, now, life);
                        requests.remove(request);
                    } else {
                        request.held++;
                        active++;
                        plain.activate(1, 0, now);
                    }
                }
                peak = Math.max(peak, active);
                if (!lazy) {
                    cache.makeRoom(peak, now);
                    plain.dropExpired(now);
                    assertThat(cache.idle().hbmTokens()).isEqualTo(plain.hbmTokens());
                    assertThat(cache.idle().hostTokens()).isEqualTo(plain.hostTokens());
                    peak = active;
                }
            }
        }
    }

    /** A path from the root of a tree with two branches at each node, named by all of it. */
    private static long[] path(SplittableRandom random) {
        long[] path = new long[1 + random.nextInt(6)];
        long node = 1;
        for (int i = 0; i < path.length; i++) {
            node = 2 * node + random.nextInt(2);
            path[i] = node;
        }
        return path;
    }
}

package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.Allocated;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A replica and its prefix cache allocate nothing but the arrays that a load needs: served again it costs not a byte. */
class KernelAllocationTest implements ReplicaListener {
    private static final int REQUESTS = 6000;
    private static final int SESSIONS = 60;
    private static final double TIME_TO_LIVE = 30;

    private static final int PASSES = 6;
    // One binary order of magnitude, an even number of its smallest steps apart: times are rounded alike in all passes.
    private static final double BEGIN = 0x1p20;
    private static final double APART = 0x1p17;

    private final PrefixCache cache = new PrefixCache(40_000, 20_000);
    private final LeapReplica replica = new LeapReplica(
            new ReplicaModel(
                    new StepTime(new StepLaw(0.01, 1e-4, 1e-8, 2e-5, 1e-10, 0, 0.004, 8, 1, 1)),
                    Batching.chunked(64, 512),
                    new KvCache(700, 16, 2),
                    1.5,
                    StepPower.NONE,
                    new FittedRange(4000, 32, 512, 1)),
            this);
    private final double[] gap = new double[REQUESTS];
    private final int[] prompt = new int[REQUESTS];
    private final int[] output = new int[REQUESTS];
    private final int[] claimed = new int[REQUESTS];
    private final int[] ticket = new int[REQUESTS];
    private final int[] entry = new int[SESSIONS];
    private final int[] done = new int[REQUESTS];
    private int doneCount;
    private int completed;
    private int cancelled;
    private int hits;

    KernelAllocationTest() {
        Random random = new Random(7);
        for (int i = 0; i < REQUESTS; i++) {
            // Crowds, and pauses in which the replica idles and prefixes expire.
            gap[i] = i % 600 == 0 ? 100 : i % 600 < 300 ? 0.02 : 0.4;
            prompt[i] = 20 + random.nextInt(random.nextInt(10) == 0 ? 5000 : 900);
            output[i] = 1 + random.nextInt(200);
        }
    }

    @Override
    public void started(int request, double t) {
        cache.release(claimed[request]);
        claimed[request] = 0;
    }

    @Override
    public void firstToken(int request, double t) {}

    @Override
    public void restarted(int request, double t) {}

    @Override
    public void completed(int request, double t) {
        done[doneCount++] = request;
        completed++;
    }

    /** Serves the load, from idle to idle. */
    private void serve(double begin, double end) {
        Arrays.fill(entry, PrefixCache.NONE);
        cache.clear();
        double t = begin;
        for (int i = 0; i < REQUESTS; i++) {
            t += gap[i];
            bringTo(t);
            int session = i % SESSIONS;
            claimed[i] = 0;
            if (cache.find(entry[session], session, t) != PrefixCache.Tier.MISS) {
                claimed[i] = cache.tokens(entry[session]);
                cache.claim(entry[session], session, t);
                hits++;
            }
            entry[session] = PrefixCache.NONE;
            int cached = Math.min(claimed[i], prompt[i] - 1);
            ticket[i] = replica.arrive(t, i, i % Replica.PRIORITIES, cached, prompt[i] - cached, output[i]);
            if (i % 10 == 9 && replica.cancel(t, i - i % 8, ticket[i - i % 8]) != Replica.NOT_THERE) {
                cache.release(claimed[i - i % 8]);
                claimed[i - i % 8] = 0;
                cancelled++;
            }
        }
        bringTo(end);
    }

    private void bringTo(double t) {
        replica.advanceTo(t);
        cache.makeRoom(replica.takePeakTokens(), t);
        for (int i = 0; i < doneCount; i++) {
            int request = done[i];
            entry[request % SESSIONS] =
                    cache.store(request % SESSIONS, prompt[request] + output[request], t, TIME_TO_LIVE);
        }
        doneCount = 0;
    }

    /** The JVM itself may allocate some dozens of bytes at any time, once; what the kernel allocates it does in all passes. */
    @Test
    void aLoadServedAgainAllocatesNothing() {
        long grown = pass(0);
        long steps = replica.meter().steps();
        assertThat(IntStream.range(1, PASSES).mapToLong(this::pass).min()).hasValue(0);

        assertThat(grown).as("arrays that grow").isGreaterThan(1000);
        assertThat(replica.active()).isZero();
        assertThat(completed + cancelled).isEqualTo(PASSES * REQUESTS);
        assertThat(cancelled).isGreaterThan(300);
        assertThat(replica.meter().steps()).as("the very same load").isEqualTo(PASSES * steps);
        assertThat(replica.meter().restarts()).as("a full KV cache").isGreaterThan(100);
        assertThat(replica.meter().outside())
                .as("prompts in chunks, beyond the range")
                .isGreaterThan(100);
        assertThat(hits).isGreaterThan(100);
        assertThat(cache.evictions()).isGreaterThan(100);
        assertThat(cache.hostEvictions()).isGreaterThan(10);
        assertThat(cache.expirations()).isGreaterThan(10);
    }

    private long pass(int pass) {
        long before = Allocated.bytes();
        serve(BEGIN + pass * APART, BEGIN + (pass + 1) * APART);
        return Allocated.bytes() - before;
    }

    @Test
    void whatIsAllocatedIsSeen() {
        long before = Allocated.bytes();
        done[0] = new int[1].length;
        assertThat(Allocated.bytes() - before).isBetween(16L, 24L);
    }
}

package io.tidegate.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import umontreal.ssj.rng.MRG32k3a;

class StreamsTest {
    private static final long[] SSJ_DEFAULT = {12345, 12345, 12345, 12345, 12345, 12345};

    @Test
    void jumpsToTheStreamsThatSsjConstructs() {
        for (long[] first : new long[][] {SSJ_DEFAULT, Streams.packageSeed(1), Streams.packageSeed(-99)}) {
            MRG32k3a.setPackageSeed(first);
            for (int k = 0; k < 1100; k++) {
                MRG32k3a theirs = new MRG32k3a();
                MRG32k3a ours = Streams.number(k, first);
                assertThat(ours.getState()).isEqualTo(theirs.getState());
                assertThat(ours.nextDouble()).isEqualTo(theirs.nextDouble());
            }
        }
    }

    @Test
    void identityGivesTheNumber() {
        MRG32k3a.setPackageSeed(Streams.packageSeed(77));
        List<long[]> theirs = new ArrayList<>();
        for (int k = 0; k < 600; k++) {
            theirs.add(new MRG32k3a().getState());
        }
        assertThat(Streams.of(77, 0, 0, Streams.Role.API_RATE).getState()).isEqualTo(theirs.get(0));
        assertThat(Streams.of(77, 0, 0, Streams.Role.COMMON).getState()).isEqualTo(theirs.get(1));
        assertThat(Streams.of(77, 0, 2, Streams.Role.ROUTER).getState()).isEqualTo(theirs.get(514));
    }

    @Test
    void jumpsAddUp() {
        // From the stream of replication r to that of r + 1 is a jump by 2^32 streams, wherever it starts.
        MRG32k3a far = Streams.number((5L << 32) + 3, SSJ_DEFAULT);
        MRG32k3a step = Streams.number(3, Streams.number(5L << 32, SSJ_DEFAULT).getState());
        assertThat(far.getState()).isEqualTo(step.getState());
        MRG32k3a farthest = Streams.number(Long.MAX_VALUE, SSJ_DEFAULT);
        MRG32k3a inHalves = Streams.number(
                Long.MAX_VALUE / 2 + 1,
                Streams.number(Long.MAX_VALUE / 2, SSJ_DEFAULT).getState());
        assertThat(farthest.getState()).isEqualTo(inHalves.getState());
    }

    @Test
    void noTwoIdentitiesShareAStream() {
        Set<String> states = new HashSet<>();
        int streams = 0;
        for (long seed : new long[] {0, 1, 2, -1}) {
            for (int replication : new int[] {0, 1, 2, 255, 256, Integer.MAX_VALUE}) {
                for (int cell : new int[] {0, 1, 2, 255, 256, (1 << 24) - 1}) {
                    for (Streams.Role role : Streams.Role.values()) {
                        states.add(Arrays.toString(
                                Streams.of(seed, replication, cell, role).getState()));
                        streams++;
                    }
                }
            }
        }
        assertThat(states).hasSize(streams);
        assertThat(Arrays.stream(Streams.Role.values()).map(role -> role.number).distinct())
                .hasSize(Streams.Role.values().length)
                .allMatch(number -> number >= 0 && number < 256);
    }

    @Test
    void eightThreadsGetTheStreamsThatOneGets() throws Exception {
        int each = 5000;
        List<String> alone = states(each);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<String>>> tasks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tasks.add(() -> states(each));
            }
            for (Future<List<String>> states : threads.invokeAll(tasks)) {
                assertThat(states.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(new HashSet<>(alone)).hasSize(each);
    }

    private static List<String> states(int cells) {
        List<String> states = new ArrayList<>();
        for (int cell = 0; cell < cells; cell++) {
            states.add(
                    Arrays.toString(Streams.of(4, 1, cell, Streams.Role.ROUTER).getState()));
        }
        return states;
    }

    @Test
    void refusesWhatHasNoStream() {
        assertThatThrownBy(() -> Streams.of(1, -1, 0, Streams.Role.COMMON))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Streams.of(1, 0, 1 << 24, Streams.Role.COMMON))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Streams.of(1, 0, -1, Streams.Role.COMMON))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

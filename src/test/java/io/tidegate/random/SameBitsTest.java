package io.tidegate.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * The bits of the draws, written down once, so that every JDK and processor that runs the tests is compared with the others. That
 * the draws are right is for the other tests. A table whose construction is changed on purpose has new bits.
 */
class SameBitsTest {
    @Test
    void drawsHaveTheBitsThatTheyHaveElsewhere() {
        assertThat(List.of(
                        digest(table(QuantileTable.logNormal(3, 1.7))),
                        digest(table(QuantileTable.exponential())),
                        digest(table(QuantileTable.gamma(1.0 / 64))),
                        digest(table(QuantileTable.gamma(7))),
                        digest(i -> Poisson.sample(0.01 * i * (i % 7), Hash.unit(Hash.combine(2, i)))),
                        digest(i -> Streams.of(i, i, i, Streams.Role.ROUTER).getState()[i % 6])))
                .containsExactly(
                        "47cacd8d806386a0",
                        "ff41f6cf6782bf6b",
                        "3f5518b8a1572cc9",
                        "402eb2e2c93fbf9c",
                        "d5f0eee32fbe256",
                        "36454e11376c1b63");
    }

    private static IntToLongFunction table(QuantileTable table) {
        return i -> Double.doubleToLongBits(table.sample(Hash.combine(1, i)));
    }

    private static String digest(IntToLongFunction draws) {
        long[] bits = new long[20_000];
        Arrays.setAll(bits, draws);
        long digest = 0;
        for (long each : bits) {
            digest = Hash.combine(digest, each);
        }
        return Long.toHexString(digest);
    }
}

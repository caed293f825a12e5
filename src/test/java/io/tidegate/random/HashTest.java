package io.tidegate.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HashTest {
    /** 64 x 64 frequencies of 20,000 trials: outside 1/2 ± 0.05 is 14 standard deviations; false alarm below 1e-40. */
    private static final int TRIALS = 20_000;

    /** 99.9999 % point of chi-square with 255 degrees of freedom (R: qchisq(1e-6, 255, lower = FALSE)); false alarm 1e-6. */
    private static final double CHI_SQUARE_255 = 377.1;

    @Test
    void isTheSequenceOfSplitMix64() {
        for (long key : new long[] {0, 1, -7, 0x0123456789ABCDEFL}) {
            SplittableRandom theJdk = new SplittableRandom(key);
            for (int i = 0; i < 100; i++) {
                assertThat(Hash.combine(key, i)).isEqualTo(theJdk.nextLong());
            }
        }
    }

    @Test
    void everyBitOfThePartFlipsEveryBitOfTheHashHalfTheTime() {
        avalanche(true);
    }

    @Test
    void everyBitOfTheKeyFlipsEveryBitOfTheHashHalfTheTime() {
        avalanche(false);
    }

    private static void avalanche(boolean ofPart) {
        int[][] flips = new int[64][64];
        for (int trial = 0; trial < TRIALS; trial++) {
            // Small ordinals, as identities are, not random words.
            long key = ofPart ? 42 : trial;
            long part = ofPart ? trial : 3;
            long hash = Hash.combine(key, part);
            for (int in = 0; in < 64; in++) {
                long flip = 1L << in;
                long changed = hash ^ (ofPart ? Hash.combine(key, part ^ flip) : Hash.combine(key ^ flip, part));
                for (int out = 0; out < 64; out++) {
                    flips[in][out] += (int) (changed >>> out & 1);
                }
            }
        }
        for (int[] row : flips) {
            for (int count : row) {
                assertThat(count / (double) TRIALS).isBetween(0.45, 0.55);
            }
        }
    }

    @Test
    void drawsOfNeighbouringIdentitiesAreUniformAndIndependent() {
        // Pairs of draws, of purposes 0 and 1 of each of many users and days, in a 16 x 16 grid.
        int[] grid = new int[256];
        int users = 400;
        int days = 400;
        for (int user = 0; user < users; user++) {
            for (int day = 0; day < days; day++) {
                long identity = Hash.combine(Hash.combine(7, user), day);
                int x = (int) (16 * Hash.unit(Hash.combine(identity, 0)));
                int y = (int) (16 * Hash.unit(Hash.combine(identity, 1)));
                grid[16 * x + y]++;
            }
        }
        assertThat(chiSquare(grid, users * days)).isLessThan(CHI_SQUARE_255);
    }

    @Test
    void lowBitsAreUniformToo() {
        int[] bins = new int[256];
        for (int i = 0; i < 200_000; i++) {
            bins[(int) (Hash.combine(1, i) & 255)]++;
        }
        assertThat(chiSquare(bins, 200_000)).isLessThan(CHI_SQUARE_255);
    }

    private static double chiSquare(int[] bins, double total) {
        double expected = total / bins.length;
        double sum = 0;
        for (int bin : bins) {
            sum += (bin - expected) * (bin - expected) / expected;
        }
        return sum;
    }

    @Test
    void orderOfPartsMatters() {
        assertThat(Hash.combine(Hash.combine(5, 1), 2)).isNotEqualTo(Hash.combine(Hash.combine(5, 2), 1));
    }

    @Test
    void unitsKeepToTheirInterval() {
        assertThat(Hash.unit(0)).isZero();
        assertThat(Hash.unit(-1)).isEqualTo(Math.nextDown(1.0));
        assertThat(Hash.openUnit(0)).isEqualTo(0x1p-53);
        assertThat(Hash.openUnit(-1)).isEqualTo(1 - 0x1p-53);
    }
}

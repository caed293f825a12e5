package io.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OrganisationSizesTest {
    private static double sum(OrganisationSizes sizes, int n) {
        double sum = 0;
        for (int rank = 1; rank <= n; rank++) {
            sum += sizes.rate(rank);
        }
        return sum;
    }

    /** Wherever all at the cap carry the volume, it is met; nobody exceeds the cap, and nobody a larger one. */
    @Test
    void meetTheVolumeUnderTheCap() {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            int n = 1 + random.nextInt(i % 2 == 0 ? 10 : 3000);
            double exponent = i % 7 == 0 ? 0 : 2.5 * random.nextDouble();
            double volume = StrictMath.exp(10 * random.nextDouble() - 5);
            double cap = volume / n * (1 + 1e-6 + 20 * random.nextDouble() * random.nextDouble());
            OrganisationSizes sizes = new OrganisationSizes(n, exponent, volume, cap);
            assertThat(sum(sizes, n))
                    .as("%d organisations, exponent %f, volume %f, cap %f", n, exponent, volume, cap)
                    .isCloseTo(volume, within(1e-9 * volume));
            for (int rank = 1; rank <= n; rank++) {
                assertThat(sizes.rate(rank)).isPositive().isLessThanOrEqualTo(cap);
                assertThat(rank == 1 || sizes.rate(rank) <= sizes.rate(rank - 1))
                        .isTrue();
            }
        }
    }

    @Test
    void areZipfWhereTheCapIsFar() {
        OrganisationSizes sizes = new OrganisationSizes(4, 1, 25, 1e9);
        // 12 + 6 + 4 + 3
        assertThat(sizes.rate(1)).isCloseTo(12, within(1e-9));
        assertThat(sizes.rate(2)).isCloseTo(6, within(1e-9));
        assertThat(sizes.rate(3)).isCloseTo(4, within(1e-9));
        assertThat(sizes.rate(4)).isCloseTo(3, within(1e-9));
    }

    @Test
    void whatTheLargestMayNotSendTheOthersDo() {
        OrganisationSizes sizes = new OrganisationSizes(4, 1, 25, 9);
        // 9, and 16 in the proportion 6 : 4 : 3.
        assertThat(sizes.rate(1)).isEqualTo(9);
        assertThat(sizes.rate(2)).isCloseTo(16 * 6 / 13.0, within(1e-9));
        assertThat(sizes.rate(4)).isCloseTo(16 * 3 / 13.0, within(1e-9));
    }

    @Test
    void areAllAtTheCapWhereThatIsNotEnough() {
        for (double exponent : new double[] {0, 0.5, 2}) {
            OrganisationSizes sizes = new OrganisationSizes(5, exponent, 100, 3);
            for (int rank = 1; rank <= 5; rank++) {
                assertThat(sizes.rate(rank)).isEqualTo(3);
            }
        }
    }

    @Test
    void oneOrganisationSendsAll() {
        assertThat(new OrganisationSizes(1, 1.3, 7, 100).rate(1)).isCloseTo(7, within(1e-9));
        assertThat(new OrganisationSizes(1, 1.3, 7, 7).rate(1)).isCloseTo(7, within(1e-9));
    }

    @Test
    void sendNothingOfNothing() {
        assertThat(new OrganisationSizes(3, 1, 0, 1).rate(1)).isZero();
    }
}

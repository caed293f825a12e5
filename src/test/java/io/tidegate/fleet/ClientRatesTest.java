package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.random.AliasTable;
import io.tidegate.random.Hash;
import io.tidegate.workload.RateWalkSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Each statistical check here fails a right program with probability 1e-5: 4.4 standard deviations. The seeds are fixed. */
class ClientRatesTest {
    private static final double MINUTES = 60;
    private static final double SIGMAS = 4.4;
    private static final int CLIENTS = 20_000;

    private static ClientRates clients(RateWalkSpec spec, int clients) {
        ClientRates rates = new ClientRates(spec);
        for (int i = 0; i < clients; i++) {
            rates.add(Hash.combine(77, i));
        }
        return rates;
    }

    /** The factors of all clients in so many hours, by client and step. */
    private static double[][] factors(RateWalkSpec spec, int clients, int hours) {
        ClientRates rates = clients(spec, clients);
        double[][] all = new double[clients][hours * rates.steps()];
        for (int h = 0; h < hours; h++) {
            rates.startHour(h * HOUR, h);
            for (int i = 0; i < clients; i++) {
                for (int s = 0; s < rates.steps(); s++) {
                    all[i][h * rates.steps() + s] = rates.factor(i, s);
                }
            }
        }
        return all;
    }

    /** The logarithm of a factor less its mean, over sigma: standard normal by theory. */
    private static double standard(double factor, double sigma) {
        return (StrictMath.log(factor) + sigma * sigma / 2) / sigma;
    }

    /** Standard errors: of a mean 1/√n, of a variance √(2/n), of a covariance √((1 + ρ²)/n), all of normal values. */
    @Test
    void theWalkIsStationaryWithItsCorrelation() {
        double sigma = 0.6;
        double[][] all = factors(new RateWalkSpec(sigma, 10 * MINUTES, 50 * MINUTES), CLIENTS, 6);
        for (int at : new int[] {0, 1, 7, 23}) {
            double mean = 0;
            double variance = 0;
            double factor = 0;
            for (double[] client : all) {
                double x = standard(client[at], sigma);
                mean += x / CLIENTS;
                variance += x * x / CLIENTS;
                factor += client[at] / CLIENTS;
            }
            assertThat(mean).isCloseTo(0, within(SIGMAS * StrictMath.sqrt(1.0 / CLIENTS)));
            assertThat(variance).isCloseTo(1, within(SIGMAS * StrictMath.sqrt(2.0 / CLIENTS)));
            double spread = StrictMath.sqrt(StrictMath.expm1(sigma * sigma) / CLIENTS);
            assertThat(factor).isCloseTo(1, within(SIGMAS * spread));
            for (int lag : new int[] {1, 4, 12}) {
                double covariance = 0;
                for (double[] client : all) {
                    covariance += standard(client[at], sigma) * standard(client[at + lag], sigma) / CLIENTS;
                }
                double theory = StrictMath.exp(-lag / 5.0);
                assertThat(covariance)
                        .as("lag %d from %d", lag, at)
                        .isCloseTo(theory, within(SIGMAS * StrictMath.sqrt((1 + theory * theory) / CLIENTS)));
            }
        }
    }

    /**
     * Of n independent steps the median of the greatest is the quantile of 2^(−1/n): here n is 12 and the quantile 1.5882. A share of
     * clients beyond it of 1/2 within 4.4 standard errors.
     */
    @Test
    void theGreatestOfStepsWithoutMemoryIsThatOfIndependentOnes() {
        double sigma = 0.5;
        double[][] all = factors(new RateWalkSpec(sigma, 10 * MINUTES, 1), CLIENTS, 2);
        double beyond = 0;
        for (double[] client : all) {
            double greatest = Arrays.stream(client).max().orElseThrow();
            beyond += standard(greatest, sigma) > 1.5882 ? 1.0 / CLIENTS : 0;
        }
        assertThat(beyond).isCloseTo(0.5, within(SIGMAS * 0.5 / StrictMath.sqrt(CLIENTS)));
    }

    /** Measured medians of the greatest over the mean 10-minute rate of a client are 1.8 to 4.5. */
    @Test
    void aDayOfAClientIsAsUnevenAsMeasured() {
        double[][] all = factors(new RateWalkSpec(0.5, 10 * MINUTES, HOUR), 1001, 24);
        double[] ratios = Arrays.stream(all)
                .mapToDouble(client -> Arrays.stream(client).max().orElseThrow()
                        / Arrays.stream(client).average().orElseThrow())
                .sorted()
                .toArray();
        assertThat(ratios[500]).isBetween(1.8, 4.5);
    }

    /** An hour of steps of 1, 2, … times a rate of 1/60: the gaps end where the areas say. */
    @Test
    void gapsPassAtTheRate() {
        ClientRates rates = clients(new RateWalkSpec(1, 20 * MINUTES, HOUR), 1);
        rates.startHour(1000, 5);
        double[] area = {1200 * rates.factor(0, 0) / 60, 1200 * rates.factor(0, 1) / 60};
        double third = rates.factor(0, 2) / 60;
        double rate = 1 / 60.0;
        assertThat(rates.after(0, rate, 1000, area[0] / 2)).isCloseTo(1600, within(1e-9));
        assertThat(rates.after(0, rate, 1600, area[0] / 2 + area[1])).isCloseTo(3400, within(1e-9));
        assertThat(rates.after(0, rate, 1600, area[0] / 2 + area[1] + 3 * third))
                .isCloseTo(3403, within(1e-9));
        assertThat(rates.after(0, rate, 2200, area[1] + 1300 * third))
                .as("beyond the hour at the last rate")
                .isCloseTo(4700, within(1e-9));
    }

    @Test
    void aFlowIsTheSumOfItsOrganisations() {
        ClientRates rates = clients(new RateWalkSpec(0.7, 30 * MINUTES, HOUR), 4);
        int flow = rates.group(1, new double[] {5, 2, 1});
        rates.startHour(0, 0);
        rates.startHour(HOUR, 1);
        AliasTable usual = new AliasTable(5, 2, 1);
        for (int s = 0; s < 2; s++) {
            double[] parts = {5 * rates.factor(1, s), 2 * rates.factor(2, s), rates.factor(3, s)};
            double sum = parts[0] + parts[1] + parts[2];
            assertThat(rates.factor(flow, s)).isCloseTo(sum / 8, within(1e-12));
            int[] sent = new int[4];
            for (int i = 0; i < CLIENTS; i++) {
                sent[rates.sender(flow, usual, HOUR + s * 30 * MINUTES + 1, Hash.combine(5, i))]++;
            }
            assertThat(sent[0]).isZero();
            for (int i = 0; i < 3; i++) {
                double p = parts[i] / sum;
                assertThat(sent[1 + i] / (double) CLIENTS)
                        .isCloseTo(p, within(SIGMAS * StrictMath.sqrt(p * (1 - p) / CLIENTS)));
            }
        }
    }

    /** A walk follows from the organisation and the step, whoever else there is. */
    @Test
    void aWalkIsItsOrganisations() {
        RateWalkSpec spec = new RateWalkSpec(0.5, 5 * MINUTES, HOUR);
        double[][] few = factors(spec, 3, 4);
        double[][] many = factors(spec, 30, 4);
        assertThat(few[2]).hasSize(48).isEqualTo(many[2]);
        assertThat(few[1]).isNotEqualTo(few[2]);
    }

    @Test
    void withoutAWalkNothingChanges() {
        ClientRates rates = clients(RateWalkSpec.NONE, 2);
        int flow = rates.group(0, new double[] {1, 1});
        rates.startHour(0, 0);
        assertThat(rates.walk()).isFalse();
        assertThat(rates.factor(flow, 0)).isEqualTo(1);
        assertThat(rates.after(0, 0.1, 3, 0.7)).isEqualTo(3 + 0.7 / 0.1);
    }
}

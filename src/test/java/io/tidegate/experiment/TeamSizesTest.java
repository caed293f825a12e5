package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.experiment.TeamSizes.Use;
import io.tidegate.workload.RequestDraft;
import java.util.Random;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class TeamSizesTest {
    private static final int MINUTES = DeveloperWalk.DAYS * 1440;

    private final TeamSizes teams = new TeamSizes();
    private final RequestDraft draft = new RequestDraft();

    private void request(int seat, double second, int cached, int prefill, int output) {
        draft.cached = cached;
        draft.prefill = prefill;
        draft.output = output;
        teams.request(seat, 0, second, draft);
    }

    /** Two requests of one team in the sixth minute, one in the seventh, one of another team. */
    @Test
    void aMinuteIsTheSumOverATeam() {
        request(0, 300, 200, 70, 30);
        request(999, 359.9, 500, 100, 100);
        request(999, 360, 10, 10, 10);
        request(1000, 300, 100, 100, 100);

        assertThat(teams.use(1000, 1)).isEqualTo(new Use(1.0, 0.002));
        // Seats 999 to 1,001 are one team of three.
        assertThat(teams.use(3, 1)).isEqualTo(new Use(1000 / 3.0, 2 / 3.0));
        // Of 6 teams' minutes three are busy: with 30, 300 and 1,000 tokens, and 1, 1 and 2 requests.
        double minutes = 6.0 * MINUTES;
        assertThat(teams.use(1000, (minutes - 1) / minutes)).isEqualTo(new Use(0.3, 0.001));
        assertThat(teams.use(1000, (minutes - 2) / minutes)).isEqualTo(new Use(0.03, 0.001));
        assertThat(teams.use(1000, (minutes - 3) / minutes)).isEqualTo(new Use(0, 0));
    }

    /**
     * Seats that make a request in a minute with probability p, each on its own: totals of a team are binomial. The quantile of so many
     * minutes is the exact one unless more, or fewer, of them than one in a thousand exceed it: with these p and sizes 7 standard
     * deviations away or more, a false alarm of below 1e-11.
     */
    @Test
    void independentSeatsFallAsTheBinomialQuantile() {
        double p = 0.004;
        Random random = new Random(7);
        for (int seat = 0; seat < DeveloperWalk.SEATS; seat++) {
            for (double m = gap(random, p); m < MINUTES; m += 1 + gap(random, p)) {
                request(seat, 60 * m, 0, 1, 0);
            }
        }
        for (int size : new int[] {3, 75, 300}) {
            int exact = new BinomialDistribution(size, p).inverseCumulativeProbability(TeamSizes.USUAL);
            assertThat(teams.use(size, TeamSizes.USUAL).requests() * size)
                    .as("teams of %d", size)
                    .isCloseTo(exact, within(1e-9));
        }
    }

    /** Minutes without a request before the next one: geometric. */
    private static double gap(Random random, double p) {
        return StrictMath.floor(StrictMath.log(1 - random.nextDouble()) / StrictMath.log(1 - p));
    }
}

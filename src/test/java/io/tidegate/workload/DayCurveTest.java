package io.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.random.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DayCurveTest {
    private static final List<Double> RISING =
            IntStream.range(0, 24).mapToObj(h -> h / 2.0).toList();
    private static final List<Double> FLAT = Collections.nCopies(24, 7.0);

    private final DayCurve curve = new DayCurve(new CurveSpec("c", RISING, FLAT, 0.4));

    @Test
    void hasMeanOneOnWeekdaysAndTheFactorOnWeekends() {
        double weekday = 0;
        double weekend = 0;
        for (int h = 0; h < 24; h++) {
            weekday += curve.rate(false, h) / 24;
            weekend += curve.rate(true, h) / 24;
            assertThat(curve.rate(false, h)).isCloseTo(h / 11.5, within(1e-12));
            assertThat(curve.rate(true, h)).isCloseTo(0.4, within(1e-12));
        }
        assertThat(weekday).isCloseTo(1, within(1e-12));
        assertThat(weekend).isCloseTo(0.4, within(1e-12));
        assertThat(curve.volume(false)).isEqualTo(1);
        assertThat(curve.volume(true)).isEqualTo(0.4);
    }

    /** Starts fall into hours as the rate says: each of 46 shares within 4.9 standard deviations, false alarm below 1e-4. */
    @Test
    void startsWhereTheRateIs() {
        int n = 200_000;
        int[][] times = new int[2][24];
        for (int i = 0; i < n; i++) {
            times[0][curve.hour(false, Hash.combine(1, i))]++;
            times[1][curve.hour(true, Hash.combine(2, i))]++;
        }
        assertThat(times[0][0]).as("an hour of no starts").isZero();
        for (int h = 0; h < 24; h++) {
            double[] shares = {h / 11.5 / 24, 1 / 24.0};
            for (int d = 0; d < 2; d++) {
                double deviation = StrictMath.sqrt(n * shares[d] * (1 - shares[d]));
                assertThat((double) times[d][h]).isCloseTo(n * shares[d], within(4.9 * deviation + 1e-9));
            }
        }
    }

    /** A curve that starts can make: a known course of starts, seen through its lags, is found again by its requests. */
    @Test
    void startsLeadSoThatRequestsFollowTheCurve() {
        double[] lag = new double[24];
        lag[0] = 0.5;
        lag[1] = 0.3;
        lag[5] = 0.2;
        List<Double> requests = new ArrayList<>();
        for (int h = 0; h < 24; h++) {
            double sum = 0;
            for (int l = 0; l < 24; l++) {
                int start = (h - l + 24) % 24;
                sum += lag[l] * (start < 6 ? 0.4 : 1.2);
            }
            requests.add(sum);
        }
        DayCurve wanted = new DayCurve(new CurveSpec("c", requests, FLAT, 0.4));
        DayCurve starts = wanted.startsFor(lag);
        double volume = 0;
        for (int h = 0; h < 24; h++) {
            double seen = 0;
            for (int l = 0; l < 24; l++) {
                seen += lag[l] * starts.rate(false, (h - l + 24) % 24);
            }
            assertThat(seen).isCloseTo(wanted.rate(false, h), within(0.01));
            volume += starts.rate(false, h);
        }
        assertThat(volume).isCloseTo(24, within(1e-9));
        assertThat(starts.volume(true)).isEqualTo(0.4);
    }

    @Test
    void needsADay() {
        assertThatThrownBy(() -> new CurveSpec("c", List.of(1.0), FLAT, 1)).hasMessageContaining("need 24 values");
        assertThatThrownBy(() -> new CurveSpec("c", FLAT, List.of(1.0), 1)).hasMessageContaining("need 24 values");
    }
}

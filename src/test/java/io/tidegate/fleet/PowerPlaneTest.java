package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.LARGE;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.serving.StepLaw;
import io.tidegate.workload.LengthTable;
import org.junit.jupiter.api.Test;

/** Power readings and what an envelope does to steps. Watts by hand are those of the fixture's accelerator and site. */
class PowerPlaneTest {
    private static final PhaseSpan SPAN = SmallFleet.span(0, 30 * MINUTE, 2 * HOUR);
    private static final int READINGS = 24;

    /** 8 devices of 700 W rated make a node; the site adds 8 % and a PUE of 1.2. */
    private static double siteWatts(double deviceWatts) {
        return (1740 + 1.1 * 8 * deviceWatts) * 1.08 * 1.2;
    }

    /** One replica, 70 % busy with prefill and nothing else; the second, of the other model class, is idle. */
    private static SmallFleet prefill(double envelope) {
        SmallFleet small = SmallFleet.poisson(7, new StepLaw(1e-6, 0, 0, 1e-3, 0, 0, 0, 1, 1, 1));
        small.tokenBudget = 100;
        small.singles = new LengthTable("hundred", new int[] {100}, new int[] {1});
        small.envelope = envelope;
        return small;
    }

    @Test
    void readsWhatTheDevicesDo() {
        CellOutcome out = prefill(SmallFleet.NO_LIMIT).run(SPAN);
        double busy = out.busySeconds[0] / out.onLineSeconds[0];
        assertThat(busy).isBetween(0.65, 0.75);
        double byHand = siteWatts(busy * 0.95 * 700 + (1 - busy) * 75) + siteWatts(75);
        double sum = 0;
        double readings = 0;
        for (int b = 0; b < SPAN.bins(); b++) {
            sum += out.watts[0].get(b);
            readings += out.readings.get(b);
        }
        assertThat(readings).isEqualTo(READINGS);
        // A step under way at the first or last reading: 0.1 s of 2 h.
        assertThat(sum / readings).isCloseTo(byHand, within(1e-3 * byHand));
        assertThat(out.peakWatts[0]).isBetween(byHand, 1.1 * byHand);
        assertThat(out.cappedReadings[0]).isZero();
    }

    /** An envelope half-way from what the nodes draw anyway to what the site would draw. */
    @Test
    void aSmallEnvelopeIsHeldAndCostsTime() {
        CellOutcome free = prefill(SmallFleet.NO_LIMIT).run(SPAN);
        double base = 2 * siteWatts(0);
        double envelope = base + 0.75 * (free.peakWatts[0] - base);
        CellOutcome held = prefill(envelope).run(SPAN);
        assertThat(held.peakWatts[0]).isLessThanOrEqualTo(envelope).isGreaterThan(0.9 * envelope);
        assertThat(held.cappedReadings[0]).isBetween(5L, (long) READINGS);
        for (int b = 0; b < SPAN.bins(); b++) {
            assertThat(held.watts[0].get(b)).isLessThanOrEqualTo(envelope);
        }
        assertThat(held.offered).isEqualTo(free.offered);
        assertThat(held.busySeconds[0]).isGreaterThan(1.05 * free.busySeconds[0]);
        assertThat(held.ttft(LARGE, 0).mean())
                .isGreaterThan(1.2 * free.ttft(LARGE, 0).mean());
        // A request alone takes 0.1 s; slowed, the least is longer in every stretched reading, never shorter.
        assertThat(free.ttft(LARGE, 0).quantile(0.0)).isCloseTo(0.1, within(1e-3));
        assertThat(held.ttft(LARGE, 0).quantile(0.5))
                .isGreaterThan(free.ttft(LARGE, 0).quantile(0.5));
    }

    @Test
    void anAmpleEnvelopeChangesNothing() {
        CellOutcome free = prefill(SmallFleet.NO_LIMIT).run(SPAN);
        CellOutcome ample = prefill(1.0001 * free.peakWatts[0]).run(SPAN);
        assertThat(ample.cappedReadings[0]).isZero();
        assertThat(ample.peakWatts).isEqualTo(free.peakWatts);
        assertThat(ample.served).isEqualTo(free.served);
        assertThat(ample.busySeconds).isEqualTo(free.busySeconds);
        assertThat(ample.ttft(LARGE, 0).cdf(1000))
                .usingRecursiveComparison()
                .isEqualTo(free.ttft(LARGE, 0).cdf(1000));
    }

    /** Below what the nodes draw anyway nothing can be held: every reading is at the least there is, and counted as capped. */
    @Test
    void anEnvelopeBelowTheBaseIsCountedAsCapped() {
        double base = 2 * siteWatts(0);
        CellOutcome out = prefill(0.5 * base).run(SPAN);
        assertThat(out.cappedReadings[0]).isEqualTo(READINGS);
        assertThat(out.peakWatts[0]).isCloseTo(1.05 * base, within(1.0));
    }
}

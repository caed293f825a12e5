package io.tidegate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BinnedSeriesTest {
    @Test
    void sumsByBinAndIgnoresTheRest() {
        BinnedSeries series = new BinnedSeries(100, 10, 3);
        series.add(99.999, 64);
        series.add(100, 1);
        series.add(109.999, 2);
        series.add(110, 4);
        series.add(129.999, 8);
        series.add(130, 64);
        series.add(-1e300, 64);
        series.add(1e300, 64);
        assertThat(series.bins()).isEqualTo(3);
        assertThat(series.get(0)).isEqualTo(3);
        assertThat(series.get(1)).isEqualTo(4);
        assertThat(series.get(2)).isEqualTo(8);
    }

    @Test
    void mergesBinByBin() {
        BinnedSeries one = new BinnedSeries(0, 1, 2);
        BinnedSeries two = new BinnedSeries(0, 1, 2);
        one.add(0.5, 1);
        two.add(0.5, 2);
        two.add(1.5, 3);
        one.merge(two);
        assertThat(one.get(0)).isEqualTo(3);
        assertThat(one.get(1)).isEqualTo(3);
        assertThat(two.get(0)).isEqualTo(2);
    }

    @Test
    void refusesOtherBins() {
        BinnedSeries series = new BinnedSeries(0, 1, 2);
        assertThatThrownBy(() -> series.merge(new BinnedSeries(0, 1, 3))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> series.merge(new BinnedSeries(1, 1, 2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> series.merge(new BinnedSeries(0, 2, 2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BinnedSeries(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BinnedSeries(0, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}

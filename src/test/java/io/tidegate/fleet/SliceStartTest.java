package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceStartTest {
    /**
     * Follow-ups that are due at once come at the start of the next slice, which must not lie a rounding error before the end of
     * the last one: replicas have been brought there.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.01, 0.1})
    void whatIsLateComesAtTheStartOfASlice(double slice) {
        SmallFleet small = new SmallFleet();
        small.slice = slice;
        small.roundTrip = 0;
        small.recorded = List.of(SmallFleet.session(400, 0, 10));
        small.apiRequests = 1_000_000;
        small.agents = 1;
        CellOutcome out = small.run(SmallFleet.span(0, 60, 1200));
        assertThat(out.served[SmallFleet.LARGE]).isGreaterThan(1000);
    }
}

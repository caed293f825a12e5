package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.scenario.TokenPrice;
import io.tidegate.workload.RequestDraft;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeveloperDaysTest {
    /** USD per million tokens: reads 1, writes 10, output 100; the second model costs twice as much. */
    private static final List<TokenPrice> PRICES =
            List.of(new TokenPrice("one", 8, 10, 16, 1, 100, ""), new TokenPrice("two", 16, 20, 32, 2, 200, ""));

    private final DeveloperDays days = new DeveloperDays(PRICES);
    private final RequestDraft draft = new RequestDraft();

    private void request(int seat, int day, int model) {
        draft.model = model;
        draft.cached = 2_000_000;
        draft.prefill = 300_000;
        draft.output = 50_000;
        days.request(seat, day, 0, draft);
    }

    /** A request costs 2 + 3 + 5 = 10 USD of the first model and 20 of the second. */
    @Test
    void aDayIsTheRequestsOfOneSeatOnOneLocalDay() {
        request(0, 3, 0);
        request(0, 3, 1);
        request(0, 5, 0);
        request(0, 3, 0); // of a session that began earlier: requests of a seat come in no order
        request(4, 3, 1);
        days.close();

        assertThat(days.count()).isEqualTo(3);
        assertThat(days.mean()).isCloseTo((40 + 10 + 20) / 3.0, within(1e-9));
        assertThat(days.requests()).isCloseTo(5 / 3.0, within(1e-12));
        assertThat(days.quantile(0.34)).isCloseTo(20, within(1e-9));
        assertThat(days.quantile(0.9)).isCloseTo(40, within(1e-9));
        assertThat(days.shareBelow(20.001)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(days.shareBelow(10)).isZero();
        assertThat(days.costShares()).containsExactly(new double[] {0.2, 0.3, 0.5}, within(1e-12));
    }
}

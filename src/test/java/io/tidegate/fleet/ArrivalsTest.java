package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private record Arrival(double time, int slot, int ordinal) {}

    /** Times of a coarse grain, so that many are equal; the requests of a stream keep their order. */
    @Test
    void areInOrderOfTimeAndThenOfSlot() {
        Random random = new Random(3);
        Arrivals arrivals = new Arrivals();
        for (int round = 0; round < 50; round++) {
            arrivals.clear();
            List<Arrival> expected = new ArrayList<>();
            int n = random.nextInt(300);
            for (int i = 0; i < n; i++) {
                Arrival arrival = new Arrival(random.nextInt(20) / 8.0, random.nextInt(10), i);
                arrivals.add(arrival.time, arrival.slot, arrival.ordinal);
                expected.add(arrival);
            }
            expected.sort(Comparator.comparingDouble(Arrival::time).thenComparingInt(Arrival::slot));
            List<Arrival> found = new ArrayList<>();
            for (int i = 0; i < arrivals.size(); i++) {
                found.add(new Arrival(arrivals.time(i), arrivals.slot(i), arrivals.ordinal(i)));
            }
            assertThat(found).isEqualTo(expected);
        }
    }
}

package io.tidegate.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The map beside that of the library. */
class LongIntMapTest {
    @Test
    void equalsHashMap() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            // Few keys meet and are removed often; many make it grow.
            int bound = 1 << random.nextInt(1, 12);
            LongIntMap map = new LongIntMap(-1);
            Map<Long, Integer> expected = new HashMap<>();
            for (int step = 0; step < 2000; step++) {
                long key = random.nextLong(bound) - bound / 2;
                if (random.nextInt(3) == 0) {
                    map.remove(key);
                    expected.remove(key);
                } else {
                    map.put(key, step);
                    expected.put(key, step);
                }
                assertThat(map.size()).isEqualTo(expected.size());
            }
            for (long key = -bound; key < bound; key++) {
                assertThat(map.get(key)).isEqualTo((int) expected.getOrDefault(key, -1));
            }
        }
    }
}

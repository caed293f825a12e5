package io.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionTableTest {
    /** No slot is given out twice, and none is lost: never more of them than were alive at once. */
    @Test
    void slotsAreUsedAgain() {
        Random random = new Random(5);
        SessionTable table = new SessionTable();
        List<Integer> live = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        int most = 0;
        for (int i = 0; i < 20_000; i++) {
            if (live.isEmpty() || random.nextInt(100) < (i % 4000 < 2000 ? 60 : 40)) {
                int slot = table.allocate();
                assertThat(live).doesNotContain(slot);
                assertThat(table.attempt[slot]).isZero();
                assertThat(table.position[slot] + table.context[slot]).isZero();
                assertThat(table.mainTouch[slot]).isEqualTo(Double.NEGATIVE_INFINITY);
                assertThat(table.subTouch[slot]).isEqualTo(Double.NEGATIVE_INFINITY);
                table.key[slot] = slot;
                table.attempt[slot] = 9;
                table.position[slot] = 8;
                table.context[slot] = 7;
                table.mainTouch[slot] = 6;
                table.subTouch[slot] = 5;
                live.add(slot);
                seen.add(slot);
            } else {
                int slot = live.remove(random.nextInt(live.size()));
                assertThat(table.key[slot])
                        .as("kept while others came and went")
                        .isEqualTo(slot);
                table.release(slot);
            }
            most = Math.max(most, live.size());
            assertThat(table.live()).isEqualTo(live.size());
        }
        assertThat(most).isGreaterThan(300);
        assertThat(seen).hasSize(most);
    }

    @Test
    void anAdoptedSessionIsTheSame() {
        SessionTable table = new SessionTable();
        int slot = table.allocate();
        table.key[slot] = 1;
        table.kind[slot] = 2;
        table.population[slot] = 3;
        table.owner[slot] = 4;
        table.region[slot] = 5;
        table.model[slot] = 6;
        table.position[slot] = 7;
        table.end[slot] = 8;
        table.context[slot] = 9;
        table.attempt[slot] = 10;
        table.mainTouch[slot] = 11;
        table.subTouch[slot] = 12;
        table.due[slot] = 13;
        table.apiClass[slot] = 14;
        SessionTable other = new SessionTable();
        other.allocate();
        int copy = other.adopt(table, slot);
        table.release(slot);
        assertThat(new double[] {
                    other.key[copy],
                    other.kind[copy],
                    other.population[copy],
                    other.owner[copy],
                    other.region[copy],
                    other.model[copy],
                    other.position[copy],
                    other.end[copy],
                    other.context[copy],
                    other.attempt[copy],
                    other.mainTouch[copy],
                    other.subTouch[copy],
                    other.due[copy],
                    other.apiClass[copy]
                })
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    }
}

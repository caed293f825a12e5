package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What others leave of a level. */
class BatchRoomTest {
    /** A level of a half, in quarters of a second: each gives an eighth. */
    @Test
    void roomGrowsWithTimeAndShrinksWithWork() {
        BatchRoom room = new BatchRoom(2);
        room.set(0.5);
        assertThat(room.isOpen(0)).isFalse();
        room.pass(0.25);
        assertThat(room.isOpen(0)).isTrue();
        room.take(0, 0.125);
        assertThat(room.isOpen(0)).as("nothing is left").isFalse();
        assertThat(room.isOpen(1)).as("another class").isTrue();
        room.take(0, 0.25);
        room.pass(0.5);
        assertThat(room.isOpen(0)).as("two eighths owed, two given").isFalse();
        room.pass(0.25);
        assertThat(room.isOpen(0)).isTrue();
    }

    /** After any lull half a second of work, a second of the level, may come at once, and no more. */
    @Test
    void whatNobodyUsedIsKeptForASecond() {
        BatchRoom room = new BatchRoom(1);
        room.set(0.5);
        for (int i = 0; i < 1000; i++) {
            room.pass(0.25);
        }
        int quarters = 0;
        while (room.isOpen(0)) {
            room.take(0, 0.0625);
            quarters++;
        }
        assertThat(quarters).isEqualTo(8);
    }

    /** Hours of load 1 against a level of a half are followed by a minute without jobs. */
    @Test
    void whatOthersTookTooMuchIsOwedForAMinute() {
        BatchRoom room = new BatchRoom(1);
        room.set(0.5);
        for (int second = 0; second < 20_000; second++) {
            room.pass(1);
            room.take(0, 1);
        }
        room.pass(BatchRoom.BEHIND);
        assertThat(room.isOpen(0)).isFalse();
        room.pass(0.25);
        assertThat(room.isOpen(0)).isTrue();
    }

    @Test
    void aLevelOfNothingLetsNothingIn() {
        BatchRoom room = new BatchRoom(1);
        room.set(0);
        room.pass(1000);
        assertThat(room.isOpen(0)).isFalse();
        room.take(0, 10);
        room.pass(1000);
        assertThat(room.isOpen(0)).isFalse();
    }

    /** Jobs take all they may, others at random: in every span jobs get the level's work, what may be saved, and a request. */
    @Test
    void inAnySpanJobsTakeAtMostTheLevel() {
        int n = 400;
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double level = 0.1 + 0.8 * random.nextDouble();
            BatchRoom room = new BatchRoom(1);
            room.set(level);
            double[] work = new double[n + 1];
            double[] all = new double[n + 1];
            for (int i = 0; i < n; i++) {
                room.pass(0.05);
                double mine = 0;
                while (room.isOpen(0)) {
                    double request = 0.02 * random.nextDouble();
                    room.take(0, request);
                    mine += request;
                }
                double others = random.nextInt(4) == 0 ? 0.2 * random.nextDouble() : 0;
                room.take(0, others);
                work[i + 1] = work[i] + mine;
                all[i + 1] = all[i] + mine + others;
            }
            boolean fills = false;
            for (int from = 0; from < n; from++) {
                for (int to = from + 1; to <= n; to++) {
                    double most = level * ((to - from) * 0.05 + BatchRoom.AHEAD) + 0.02 + 1e-9;
                    assertThat(work[to] - work[from]).as("seed %d", seed).isLessThanOrEqualTo(most);
                }
                fills |= all[n] - all[from] > 0.9 * level * (n - from) * 0.05;
            }
            assertThat(fills).as("jobs fill what is left").isTrue();
        }
    }
}

package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.workload.SessionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whose turn it is, and what is left of each job. */
class BatchJobsTest {
    private static final int NONE = SessionTable.NONE;

    private final SessionTable table = new SessionTable();
    private final BatchJobs jobs = new BatchJobs(2);

    private int add(int model, int requests, double t) {
        int slot = table.allocate();
        table.key[slot] = slot + 100L;
        table.model[slot] = (byte) model;
        return jobs.add(table, slot, requests, t);
    }

    private int next(int model) {
        int job = jobs.turn(model);
        if (job != NONE) {
            jobs.release(job);
        }
        return job;
    }

    @Test
    void openJobsHaveTheirTurnOneAfterAnother() {
        int a = add(0, 3, 0);
        int b = add(0, 1, 0);
        int other = add(1, 1, 0);
        assertThat(List.of(next(0), next(0))).containsExactly(a, b);
        int c = add(0, 2, 1);
        assertThat(List.of(next(0), next(0), next(0), next(0))).containsExactly(a, c, a, c);
        assertThat(next(0)).isEqualTo(NONE);
        assertThat(next(1)).isEqualTo(other);
        assertThat(jobs.isOver(a)).isFalse();
        jobs.answered(a, 5);
        jobs.answered(a, 9);
        jobs.answered(a, 7);
        assertThat(jobs.isOver(a)).isTrue();
        assertThat(jobs.last[a]).isEqualTo(9);
    }

    @Test
    void whatIsLeftIsDroppedAndWhatIsInServiceIsNot() {
        int a = add(0, 5, 0);
        int b = add(0, 2, 0);
        next(0);
        assertThat(jobs.drop(a)).isEqualTo(4);
        assertThat(jobs.drop(a)).isZero();
        assertThat(jobs.isOver(a)).isFalse();
        jobs.answered(a, 3);
        assertThat(jobs.isOver(a)).isTrue();
        assertThat(List.of(next(0), next(0), next(0))).containsExactly(b, b, NONE);
        assertThat(jobs.isLive(a, 100)).isTrue();
        jobs.remove(a);
        assertThat(jobs.isLive(a, 100)).isFalse();
        int again = add(0, 1, 4);
        assertThat(again).as("numbers are used again").isEqualTo(a);
        assertThat(jobs.isLive(a, 100)).as("by another job").isFalse();
    }

    /** Random jobs, turns and drops against a plain list of the open jobs of one class. */
    @Test
    void theRingIsAPlainList() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BatchJobs ring = new BatchJobs(1);
            SessionTable slots = new SessionTable();
            List<int[]> open = new ArrayList<>();
            for (int step = 0; step < 300; step++) {
                int what = random.nextInt(8);
                if (what == 0) {
                    int size = random.nextInt(1, 12);
                    int slot = slots.allocate();
                    slots.model[slot] = 0;
                    open.add(new int[] {ring.add(slots, slot, size, step), size});
                } else if (what == 1 && !open.isEmpty()) {
                    int[] dropped = open.remove(random.nextInt(open.size()));
                    assertThat(ring.drop(dropped[0])).isEqualTo(dropped[1]);
                } else if (!open.isEmpty()) {
                    int[] first = open.remove(0);
                    assertThat(ring.turn(0)).as("seed %d, %d", seed, step).isEqualTo(first[0]);
                    ring.release(first[0]);
                    ring.answered(first[0], step);
                    if (--first[1] > 0) {
                        open.add(first);
                    }
                } else {
                    assertThat(ring.turn(0)).isEqualTo(NONE);
                }
            }
        }
    }
}

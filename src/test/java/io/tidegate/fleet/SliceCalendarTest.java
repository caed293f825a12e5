package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.workload.SessionTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceCalendarTest {
    /** Against a sorted list, over several pages, with what is due now, in the same slice again, late, and after the end. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.25, 0.007})
    void givesEachSlotInItsSlice(double slice) {
        Random random = new Random(7);
        SessionTable table = new SessionTable();
        int slices = 5000;
        double horizon = slices * slice;
        SliceCalendar calendar = new SliceCalendar(table, slice, horizon);
        TreeMap<Long, List<Integer>> expected = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            add(table, calendar, expected, random.nextDouble() * horizon * 1.2, slice, 0, slices);
        }
        int handled = 0;
        for (long now = 0; now < slices; now++) {
            List<Integer> found = new ArrayList<>();
            int slot = calendar.drain(now);
            while (slot != SessionTable.NONE) {
                int next = table.link[slot];
                found.add(slot);
                table.release(slot);
                slot = next;
            }
            List<Integer> wanted = expected.getOrDefault(now, new ArrayList<>());
            Collections.sort(wanted);
            Collections.sort(found);
            assertThat(found).as("slice %d", now).isEqualTo(wanted);
            expected.remove(now);
            handled += found.size();
            for (int i = 0; i < found.size() && handled < 20_000; i++) {
                double far = random.nextInt(4) == 0 ? horizon : 200 * slice;
                double due = now * slice + (random.nextInt(8) == 0 ? -1 : random.nextDouble()) * far;
                add(table, calendar, expected, due, slice, now + 1, slices);
            }
        }
        assertThat(handled).isGreaterThan(1000);
        assertThat(expected.headMap((long) slices)).isEmpty();
    }

    private static void add(
            SessionTable table,
            SliceCalendar calendar,
            Map<Long, List<Integer>> expected,
            double due,
            double slice,
            long earliest,
            int slices) {
        int slot = table.allocate();
        table.due[slot] = due;
        calendar.add(slot);
        long index = Math.max(earliest, (long) (due / slice));
        if (index < slices) {
            expected.computeIfAbsent(index, i -> new ArrayList<>()).add(slot);
        }
    }
}

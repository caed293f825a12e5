package io.tidegate.fleet;

import io.tidegate.limits.Denial;
import io.tidegate.random.Hash;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.Draw;
import io.tidegate.workload.SessionTable;

/** What people do when a usage window is spent. The same decisions hold before anything is served and after. */
final class Behaviour {
    private final double resume;

    Behaviour(DemandSpec demand) {
        resume = demand.resume();
    }

    /** Whether a refusal is one that people answer, and not their client's schedule. */
    static boolean isPersonal(int reason) {
        return reason == Denial.WINDOW_5H.code()
                || reason == Denial.WEEKLY.code()
                || reason == Denial.WINDOW_OTHER.code();
    }

    /** When a session that was refused goes on, in the time of {@code passesAt}, or NaN if it is given up; counts the refusal. */
    double goesOnAt(SessionTable table, int slot, double passesAt) {
        long identity = Hash.combine(Hash.combine(table.key[slot], table.position[slot]), table.attempt[slot]);
        if (table.attempt[slot] < Byte.MAX_VALUE) {
            table.attempt[slot]++;
        }
        return Draw.RESUME.unit(identity) < resume ? passesAt : Double.NaN;
    }
}

package io.tidegate.experiment.diff;

import io.tidegate.experiment.RunHead;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether two runs can be compared. Paired, they must have met the same people and draws, cell by cell, in the same spans; the interval
 * of a difference is then that of what each group of cells adds to it. Unpaired, only the spans must be the same: the runs may have
 * other seeds, cells, replications and versions of the program, and the variances of both add up.
 */
public final class Pairing {
    private Pairing() {}

    /** Why two runs cannot be paired; empty where they can. */
    public static List<String> obstacles(RunHead base, RunHead head) {
        List<String> all = new ArrayList<>();
        differ(all, "program version", base.version(), head.version());
        differ(all, "seed", base.seed(), head.seed());
        differ(all, "replications", base.replications(), head.replications());
        differ(all, "cells", base.cells(), head.cells());
        differ(all, "fleet cells", base.fleetCells(), head.fleetCells());
        differ(all, "groups of cells", base.groups(), head.groups());
        differ(all, "plans and tiers", String.join(", ", base.populations()), String.join(", ", head.populations()));
        all.addAll(otherSpans(base, head));
        return all;
    }

    /** Why two runs cannot be compared at all; empty where they can. */
    public static List<String> otherSpans(RunHead base, RunHead head) {
        List<String> all = new ArrayList<>();
        differ(all, "time zone", base.zone(), head.zone());
        differ(all, "phases", spans(base), spans(head));
        return all;
    }

    private static String spans(RunHead run) {
        return String.join(
                ", ",
                run.phases().stream()
                        .map(each -> each.name() + " from " + each.start() + " for " + seconds(each.length()))
                        .toList());
    }

    private static String seconds(double length) {
        return length == StrictMath.rint(length) ? Math.round(length) + " s" : length + " s";
    }

    private static void differ(List<String> all, String what, Object base, Object head) {
        if (!base.equals(head)) {
            all.add(what + ": " + base + " in the first, " + head + " in the second");
        }
    }
}

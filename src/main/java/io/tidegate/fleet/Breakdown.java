package io.tidegate.fleet;

import io.tidegate.workload.SessionKind;
import org.jspecify.annotations.Nullable;

/**
 * What became of requests in one cell and phase, by population, region and {@link SessionKind kind} together. The region after the
 * last one is that of requests whose source has none: single requests of organisations, which are of kind {@link
 * SessionKind#STREAM} however often they are tried, and requests of batch jobs, which no count by population alone contains.
 *
 * <p>Counters exist from the first request of their combination on, some ten kilobytes each: few of all combinations occur.
 */
public final class Breakdown {
    private static final int KINDS = SessionKind.values().length;

    private final int regions;
    private final @Nullable PartCounts[] parts;

    /** Nothing counted. */
    Breakdown(int populations, int regions) {
        this.regions = regions;
        parts = new PartCounts[populations * (regions + 1) * KINDS];
    }

    private int index(int population, int region, int kind) {
        return (population * (regions + 1) + region) * KINDS + kind;
    }

    /** The counters of a combination, to count in. */
    public PartCounts of(int population, int region, int kind) {
        int i = index(population, region, kind);
        PartCounts part = parts[i];
        if (part == null) {
            part = new PartCounts();
            parts[i] = part;
        }
        return part;
    }

    /** The counters of a combination; none where it did not occur. */
    public @Nullable PartCounts find(int population, int region, int kind) {
        return parts[index(population, region, kind)];
    }

    /** Adds the counts of another cell of the same phase. */
    void merge(Breakdown other) {
        for (int i = 0; i < parts.length; i++) {
            PartCounts mine = parts[i];
            PartCounts theirs = other.parts[i];
            if (theirs != null) {
                if (mine == null) {
                    mine = new PartCounts();
                    parts[i] = mine;
                }
                mine.add(theirs);
            }
        }
    }
}

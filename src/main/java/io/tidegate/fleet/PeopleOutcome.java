package io.tidegate.fleet;

import io.tidegate.limits.Denial;
import io.tidegate.measure.BinnedSeries;
import io.tidegate.workload.SessionKind;

/**
 * What people met in one cell and phase, by population: who asked and from where, which limit refused at which hour, and how much
 * was served well. Outcomes of cells merge by addition.
 *
 * <p>Kinds are those of {@link SessionKind}; a single request that is tried again counts as one of its stream. The region after
 * the last one is that of requests whose source has none: single requests of organisations.
 */
public final class PeopleOutcome {
    /** Hours of a day. */
    public static final int HOURS = 24;

    private static final double MINUTE = 60;
    private static final double HOUR = 3600;
    private static final int KINDS = SessionKind.values().length;
    private static final int REASONS = Denial.values().length;
    private static final int FAULTS =
            1 << Denial.QUEUE_FULL.code() | 1 << Denial.OVERLOADED.code() | 1 << Denial.SITE_DOWN.code();

    /** Requests wanted, by population and kind. */
    public final long[][] offeredByKind;
    /** Requests answered. */
    public final long[][] servedByKind;
    /** Tries refused. */
    public final long[][] deniedByKind;
    /** Requests wanted, by population and region. */
    public final long[][] offeredByRegion;
    /** Requests answered. */
    public final long[][] servedByRegion;
    /** Tries refused. */
    public final long[][] deniedByRegion;
    /** Tries, by population and local hour of the day. */
    public final long[][] triesByHour;
    /** Tries refused, by population, reason and local hour of the day. */
    public final long[][][] deniedByHour;
    /** Requests answered within the service level that their model class states. */
    public final long[] goodRequests;
    /** Output tokens of these. */
    public final double[] goodTokens;
    /** Tries, by population and minute. */
    public final BinnedSeries[] minuteTries;
    /** Tries that failed by the service's own fault, by population and minute. */
    public final BinnedSeries[] minuteFaults;

    private final int regions;
    private final double sinceMidnight;

    /** An empty outcome. */
    PeopleOutcome(int populations, int regions, PhaseSpan span) {
        this.regions = regions;
        sinceMidnight = span.warmUpFrom() - span.midnight();
        offeredByKind = new long[populations][KINDS];
        servedByKind = new long[populations][KINDS];
        deniedByKind = new long[populations][KINDS];
        offeredByRegion = new long[populations][regions + 1];
        servedByRegion = new long[populations][regions + 1];
        deniedByRegion = new long[populations][regions + 1];
        triesByHour = new long[populations][HOURS];
        deniedByHour = new long[populations][REASONS][HOURS];
        goodRequests = new long[populations];
        goodTokens = new double[populations];
        minuteTries = minutes(populations, span);
        minuteFaults = minutes(populations, span);
    }

    private static BinnedSeries[] minutes(int n, PhaseSpan span) {
        double start = span.measureFrom() - span.warmUpFrom();
        int bins = (int) StrictMath.ceil((span.end() - span.measureFrom()) / MINUTE - 1e-9);
        BinnedSeries[] all = new BinnedSeries[n];
        for (int i = 0; i < n; i++) {
            all[i] = new BinnedSeries(start, MINUTE, bins);
        }
        return all;
    }

    /** The number of a region that is unknown. */
    int nowhere() {
        return regions;
    }

    /** A try at {@code t}, seconds since the warm-up began. */
    void tried(int population, int kind, int region, boolean first, double t) {
        if (first) {
            offeredByKind[population][kind]++;
            offeredByRegion[population][region]++;
        }
        triesByHour[population][hour(t)]++;
        minuteTries[population].add(t, 1);
    }

    /** A refusal at {@code t}. */
    void denied(int population, int kind, int region, int reason, double t) {
        deniedByKind[population][kind]++;
        deniedByRegion[population][region]++;
        deniedByHour[population][reason][hour(t)]++;
        if ((FAULTS >> reason & 1) != 0) {
            minuteFaults[population].add(t, 1);
        }
    }

    /** An answer of so many tokens; {@code good} where both latencies kept the service level. */
    void served(int population, int kind, int region, int tokens, boolean good) {
        servedByKind[population][kind]++;
        servedByRegion[population][region]++;
        if (good) {
            goodRequests[population]++;
            goodTokens[population] += tokens;
        }
    }

    private int hour(double t) {
        return (int) Math.floorMod((long) Math.floor((sinceMidnight + t) / HOUR), (long) HOURS);
    }

    /** Adds the outcome of another cell of the same phase. */
    public void merge(PeopleOutcome other) {
        long[][][] mine = {offeredByKind, servedByKind, deniedByKind, offeredByRegion, servedByRegion, deniedByRegion};
        long[][][] theirs = {
            other.offeredByKind,
            other.servedByKind,
            other.deniedByKind,
            other.offeredByRegion,
            other.servedByRegion,
            other.deniedByRegion
        };
        for (int i = 0; i < mine.length; i++) {
            add(mine[i], theirs[i]);
        }
        add(triesByHour, other.triesByHour);
        for (int p = 0; p < goodTokens.length; p++) {
            add(deniedByHour[p], other.deniedByHour[p]);
            goodRequests[p] += other.goodRequests[p];
            goodTokens[p] += other.goodTokens[p];
            minuteTries[p].merge(other.minuteTries[p]);
            minuteFaults[p].merge(other.minuteFaults[p]);
        }
    }

    private static void add(long[][] to, long[][] from) {
        for (int i = 0; i < to.length; i++) {
            for (int j = 0; j < to[i].length; j++) {
                to[i][j] += from[i][j];
            }
        }
    }
}

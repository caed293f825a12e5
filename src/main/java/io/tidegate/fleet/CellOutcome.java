package io.tidegate.fleet;

import io.tidegate.limits.Denial;
import io.tidegate.measure.BinnedSeries;
import io.tidegate.measure.LatencyHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What was measured in one cell and phase, by population (plans, then tiers) and model class. Outcomes of cells merge by
 * addition.
 */
public final class CellOutcome {
    private static final int REASONS = Denial.values().length;
    private static final int USES = PrefixUse.values().length;

    /** Requests that users wanted to make. */
    public final long[] offered;
    /** Requests answered. */
    public final long[] served;
    /** Requests given up after a denial or while waiting for a first token. */
    public final long[] lost;
    /** Of these, requests whose users left before the first token. */
    public final long[] abandoned;
    /** Tries, retries included. */
    public final long[] attempts;
    /** Sessions that ended at a limit. */
    public final long[] cutSessions;
    /** Requests in service or waiting to be tried again when measuring began. */
    public final long[] openAtStart;
    /** The same when it ended. */
    public final long[] openAtEnd;
    /** Tries refused, by population, model class and reason. */
    public final long[][][] denied;
    /** Prompt tokens read from the cache in requests served. */
    public final double[] cachedTokens;
    /** Prompt tokens of requests served. */
    public final double[] inputTokens;
    /** Output tokens of requests served. */
    public final double[] outputTokens;
    /** Tokens, of prompts and answers, that were computed for requests whose users left; what a restart threw away is not counted. */
    public final double[] wastedTokens;
    /** Credits beyond usage windows that users paid for. */
    public final double[] paidCredits;
    /** Requests served, by population and what became of their session's prefix. */
    public final long[][] prefixes;
    /** Of agents' requests: tokens read, tokens that an ideal cache would read, all prompt tokens. */
    public final double[] agentTokens = new double[3];
    /** Tries by population and bin. */
    public final BinnedSeries[] attemptSeries;
    /** Tries refused by population and bin. */
    public final BinnedSeries[] deniedSeries;
    /** Work offered, as a share of the capacity without injection, by population and bin. */
    public final BinnedSeries[] load;
    /** Work offered, as a share of the capacity on line. */
    public final BinnedSeries loadOnLine;
    /** Watts of the whole cell's part of a site, summed over power readings, by site and bin. */
    public final BinnedSeries[] watts;
    /** Number of power readings by bin. */
    public final BinnedSeries readings;
    /** Greatest watts in a reading, by site. */
    public final double[] peakWatts;
    /** Power readings at the envelope, by site. */
    public final long[] cappedReadings;
    /** Replica-seconds of work, by pool. */
    public final double[] workSeconds;
    /** Replica-seconds with a batch, by pool. */
    public final double[] busySeconds;
    /** Integral of the decoding batch over busy time, by pool. */
    public final double[] batchSeconds;
    /** Replica-seconds on line, by pool. */
    public final double[] onLineSeconds;
    /** Replicas on line at the end, by pool. */
    public final double[] replicas;
    /** Steps of replicas, by pool. */
    public final long[] steps;
    /** Advances of replicas, by pool: a leap over many equal steps is one. */
    public final long[] leaps;
    /** Steps outside the range that the pool's step law was fitted to, by pool and cause; see {@link OutsideFit}. */
    public final long[][] outsideFit;
    /** Requests that lost their place for want of KV cache. */
    public long restarts;
    /** Requests simulated, warm-up included. */
    public long simulated;
    /** Cells that this is the sum of. */
    public int cells = 1;
    /** Who met a limit in the week before the phase. */
    public LimitedUsers limited = new LimitedUsers(0);
    /** What people met. */
    public final PeopleOutcome people;
    /** What became of requests, by population, region and kind. */
    public final Breakdown breakdown;
    /** Users that left and came back. */
    public final ChurnCounts churn;

    /** What became of tasks. */
    public final TaskCounts tasks;

    /** What became of batch jobs, which none of the other counts of requests contains. */
    public final BatchCounts batch;
    /** Work of the requests of batch jobs that were let in, as a share of the capacity without injection. */
    public final BinnedSeries batchLoad;

    private final int models;
    private final @Nullable LatencyHistogram[] wait;
    private final @Nullable LatencyHistogram[] ttft;
    private final @Nullable LatencyHistogram[] tpot;
    private final LatencyHistogram[][] ttftByBin;

    /** An empty outcome of a cell of a fleet. */
    public CellOutcome(FleetModel fleet, PhaseSpan span) {
        this(
                fleet.populations(),
                fleet.models().size(),
                fleet.sites().size(),
                fleet.pools().size(),
                fleet.demand().regions().size(),
                span);
    }

    /** An empty outcome. */
    public CellOutcome(int populations, int models, int sites, int pools, int regions, PhaseSpan span) {
        this.models = models;
        people = new PeopleOutcome(populations, regions, span);
        breakdown = new Breakdown(populations, regions);
        tasks = new TaskCounts(populations);
        batch = new BatchCounts(populations);
        batchLoad = series(1, span)[0];
        offered = new long[populations];
        served = new long[populations];
        lost = new long[populations];
        abandoned = new long[populations];
        attempts = new long[populations];
        cutSessions = new long[populations];
        openAtStart = new long[populations];
        openAtEnd = new long[populations];
        denied = new long[populations][models][REASONS];
        cachedTokens = new double[populations];
        inputTokens = new double[populations];
        outputTokens = new double[populations];
        wastedTokens = new double[populations];
        paidCredits = new double[populations];
        prefixes = new long[populations][USES];
        churn = new ChurnCounts(populations);
        attemptSeries = series(populations, span);
        deniedSeries = series(populations, span);
        load = series(populations, span);
        loadOnLine = series(1, span)[0];
        watts = series(sites, span);
        readings = series(1, span)[0];
        peakWatts = new double[sites];
        cappedReadings = new long[sites];
        workSeconds = new double[pools];
        busySeconds = new double[pools];
        batchSeconds = new double[pools];
        onLineSeconds = new double[pools];
        replicas = new double[pools];
        steps = new long[pools];
        leaps = new long[pools];
        outsideFit = new long[pools][OutsideFit.values().length];
        wait = new LatencyHistogram[populations * models];
        ttft = new LatencyHistogram[populations * models];
        tpot = new LatencyHistogram[populations * models];
        ttftByBin = new LatencyHistogram[models][span.bins()];
        for (LatencyHistogram[] row : ttftByBin) {
            for (int b = 0; b < row.length; b++) {
                row[b] = LatencyHistogram.compact();
            }
        }
    }

    private static BinnedSeries[] series(int n, PhaseSpan span) {
        BinnedSeries[] all = new BinnedSeries[n];
        for (int i = 0; i < n; i++) {
            all[i] = new BinnedSeries(span.measureFrom() - span.warmUpFrom(), span.bin(), span.bins());
        }
        return all;
    }

    /** Seconds from arrival at a replica to the first step with the request, of those that had a first token. */
    public LatencyHistogram wait(int population, int model) {
        return at(wait, population, model);
    }

    /** Seconds from arrival to the first token, without requests whose users left before it. */
    public LatencyHistogram ttft(int population, int model) {
        return at(ttft, population, model);
    }

    /** Seconds per output token after the first. */
    public LatencyHistogram tpot(int population, int model) {
        return at(tpot, population, model);
    }

    /** Seconds to the first token, of all populations, by model class and bin of the first token. */
    public LatencyHistogram ttftInBin(int model, int bin) {
        return ttftByBin[model][bin];
    }

    private LatencyHistogram at(@Nullable LatencyHistogram[] all, int population, int model) {
        int i = population * models + model;
        LatencyHistogram found = all[i];
        if (found == null) {
            found = new LatencyHistogram();
            all[i] = found;
        }
        return found;
    }

    /** Adds the outcome of another cell of the same phase. */
    public void merge(CellOutcome other) {
        long[][] mine = {
            offered,
            served,
            lost,
            abandoned,
            attempts,
            cutSessions,
            openAtStart,
            openAtEnd,
            cappedReadings,
            steps,
            leaps
        };
        long[][] theirs = {
            other.offered,
            other.served,
            other.lost,
            other.abandoned,
            other.attempts,
            other.cutSessions,
            other.openAtStart,
            other.openAtEnd,
            other.cappedReadings,
            other.steps,
            other.leaps
        };
        for (int i = 0; i < mine.length; i++) {
            add(mine[i], theirs[i]);
        }
        double[][] sums = {
            cachedTokens,
            inputTokens,
            outputTokens,
            wastedTokens,
            paidCredits,
            agentTokens,
            peakWatts,
            workSeconds,
            busySeconds,
            batchSeconds,
            onLineSeconds,
            replicas
        };
        double[][] added = {
            other.cachedTokens,
            other.inputTokens,
            other.outputTokens,
            other.wastedTokens,
            other.paidCredits,
            other.agentTokens,
            other.peakWatts,
            other.workSeconds,
            other.busySeconds,
            other.batchSeconds,
            other.onLineSeconds,
            other.replicas
        };
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j < sums[i].length; j++) {
                sums[i][j] += added[i][j];
            }
        }
        for (int p = 0; p < outsideFit.length; p++) {
            add(outsideFit[p], other.outsideFit[p]);
        }
        for (int p = 0; p < denied.length; p++) {
            add(prefixes[p], other.prefixes[p]);
            for (int m = 0; m < models; m++) {
                add(denied[p][m], other.denied[p][m]);
            }
            attemptSeries[p].merge(other.attemptSeries[p]);
            deniedSeries[p].merge(other.deniedSeries[p]);
            load[p].merge(other.load[p]);
        }
        loadOnLine.merge(other.loadOnLine);
        readings.merge(other.readings);
        for (int s = 0; s < watts.length; s++) {
            watts[s].merge(other.watts[s]);
        }
        for (int m = 0; m < models; m++) {
            for (int b = 0; b < ttftByBin[m].length; b++) {
                ttftByBin[m][b].add(other.ttftByBin[m][b]);
            }
        }
        mergeHistograms(wait, other.wait);
        mergeHistograms(ttft, other.ttft);
        mergeHistograms(tpot, other.tpot);
        limited.merge(other.limited);
        people.merge(other.people);
        breakdown.merge(other.breakdown);
        churn.merge(other.churn);
        tasks.merge(other.tasks);
        batch.merge(other.batch);
        batchLoad.merge(other.batchLoad);
        restarts += other.restarts;
        simulated += other.simulated;
        cells += other.cells;
    }

    private static void add(long[] to, long[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    private static void mergeHistograms(@Nullable LatencyHistogram[] to, @Nullable LatencyHistogram[] from) {
        for (int i = 0; i < to.length; i++) {
            LatencyHistogram mine = to[i];
            LatencyHistogram theirs = from[i];
            if (theirs != null) {
                if (mine == null) {
                    mine = new LatencyHistogram();
                    to[i] = mine;
                }
                mine.add(theirs);
            }
        }
    }
}

package io.tidegate.fleet;

import io.tidegate.limits.Denial;
import io.tidegate.measure.LatencyHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What became of batch jobs, by population, in the measured span. Every job that is handed in for the first time or open at the
 * start is finished, expired, given up, or open at the end; every request taken or queued at the start is served, too large,
 * dropped, or queued at the end. Counts of cells merge by addition, the deepest queue by the greatest.
 */
public final class BatchCounts {
    private static final int REASONS = Denial.values().length;
    private static final double HOUR = 3600;

    /** Jobs handed in for the first time. */
    public final long[] jobs;
    /** Times that a job was refused, by reason. */
    public final long[][] refused;
    /** Jobs given up after that. */
    public final long[] lost;
    /** Jobs all of whose requests were served or too large. */
    public final long[] finished;
    /** Of these, jobs that were within an hour after they were taken. */
    public final long[] withinHour;
    /** Jobs of which requests were dropped. */
    public final long[] expired;
    /** Jobs open when measuring began: taken and not over, or waiting to be handed in again. */
    public final long[] openAtStart;
    /** The same when it ended. */
    public final long[] openAtEnd;
    /** Requests of the jobs handed in for the first time. */
    public final long[] requests;
    /** Requests of jobs that were refused, each time. */
    public final long[] requestsRefused;
    /** Requests of jobs that were taken. */
    public final long[] requestsTaken;
    /** Requests answered. */
    public final long[] served;
    /** Requests that no replica could ever hold. */
    public final long[] tooLarge;
    /** Requests dropped as their job had expired. */
    public final long[] dropped;
    /** Requests in queues or in service when measuring began. */
    public final long[] queuedAtStart;
    /** The same when it ended. */
    public final long[] queuedAtEnd;
    /** Prompt tokens of requests answered. */
    public final double[] inputTokens;
    /** Of these, tokens read from the cache. */
    public final double[] cachedTokens;
    /** Output tokens of requests answered. */
    public final double[] outputTokens;
    /** Integral of the requests queued or in service over time, requests times seconds. */
    public final double[] queuedSeconds;
    /** Most requests queued or in service at once, the sum over cells of each one's most. */
    public final double[] peakQueued;
    /** Most requests that one organisation had queued or in service in a cell, when it had handed in a job. */
    public final long[] deepest;

    private final @Nullable LatencyHistogram[] times;

    /** Nothing yet. */
    public BatchCounts(int populations) {
        jobs = new long[populations];
        refused = new long[populations][REASONS];
        lost = new long[populations];
        finished = new long[populations];
        withinHour = new long[populations];
        expired = new long[populations];
        openAtStart = new long[populations];
        openAtEnd = new long[populations];
        requests = new long[populations];
        requestsRefused = new long[populations];
        requestsTaken = new long[populations];
        served = new long[populations];
        tooLarge = new long[populations];
        dropped = new long[populations];
        queuedAtStart = new long[populations];
        queuedAtEnd = new long[populations];
        inputTokens = new double[populations];
        cachedTokens = new double[populations];
        outputTokens = new double[populations];
        queuedSeconds = new double[populations];
        peakQueued = new double[populations];
        deepest = new long[populations];
        times = new LatencyHistogram[populations];
    }

    /** A job finished so many seconds after it was taken. */
    void finished(int population, double seconds) {
        finished[population]++;
        withinHour[population] += seconds <= HOUR ? 1 : 0;
        time(population).record(seconds);
    }

    /** Seconds from a job's being taken to its last answer, of jobs that finished. */
    public LatencyHistogram time(int population) {
        LatencyHistogram found = times[population];
        if (found == null) {
            found = new LatencyHistogram();
            times[population] = found;
        }
        return found;
    }

    /** Adds what happened elsewhere, of as many populations. */
    void merge(BatchCounts other) {
        long[][] sums = {
            jobs,
            lost,
            finished,
            withinHour,
            expired,
            openAtStart,
            openAtEnd,
            requests,
            requestsRefused,
            requestsTaken,
            served,
            tooLarge,
            dropped,
            queuedAtStart,
            queuedAtEnd
        };
        long[][] added = {
            other.jobs,
            other.lost,
            other.finished,
            other.withinHour,
            other.expired,
            other.openAtStart,
            other.openAtEnd,
            other.requests,
            other.requestsRefused,
            other.requestsTaken,
            other.served,
            other.tooLarge,
            other.dropped,
            other.queuedAtStart,
            other.queuedAtEnd
        };
        for (int i = 0; i < sums.length; i++) {
            add(sums[i], added[i]);
        }
        for (int p = 0; p < times.length; p++) {
            add(refused[p], other.refused[p]);
            inputTokens[p] += other.inputTokens[p];
            cachedTokens[p] += other.cachedTokens[p];
            outputTokens[p] += other.outputTokens[p];
            queuedSeconds[p] += other.queuedSeconds[p];
            peakQueued[p] += other.peakQueued[p];
            deepest[p] = Math.max(deepest[p], other.deepest[p]);
            if (other.times[p] != null) {
                time(p).add(other.time(p));
            }
        }
    }

    private static void add(long[] to, long[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }
}

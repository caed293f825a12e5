package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;

/**
 * Jobs that the organisations of an API tier hand in to be served within a day, at any hour. Nobody waits for a single answer.
 *
 * @param tier the tier
 * @param jobs mean jobs of an organisation in a day, a Poisson process without hours or weekends
 * @param size median requests of a job, log-normal
 * @param sizeSigma standard deviation of the logarithm of that
 * @param largest most requests of a job
 * @param lengths length table of its requests
 * @param cachedShare mean share of a request's input that a prefix which the job's requests share covers
 * @param mix share of jobs by model class, in the order of the scenario's models
 * @param resubmit seconds after which a job that was refused is handed in again
 * @param expiry seconds after which what is left of a job is dropped, and a job that is still refused is given up
 * @param price factor on the prices of tokens
 * @param perBatch most requests that are handed in together; a larger job comes as several, each a job of its own
 * @param backlog seconds before the warm-up whose jobs are handed in then and not served; what has not expired is in the queue when it begins
 */
public record BatchSpec(
        String tier,
        @Unit(value = Dimension.COUNT, max = 1000) double jobs,
        @Unit(value = Dimension.COUNT, min = 1, max = 1e6) double size,
        @Unit(value = Dimension.FACTOR, max = 4) double sizeSigma,

        @Default("100 k") @Unit(value = Dimension.COUNT, min = 1, max = 1e6)
        int largest,

        String lengths,
        @Unit(value = Dimension.SHARE, max = 1) double cachedShare,
        @Unit(value = Dimension.SHARE, max = 1) List<Double> mix,

        @Default("1 h") @Unit(value = Dimension.TIME, min = 1)
        double resubmit,

        @Default("24 h") @Unit(value = Dimension.TIME, min = 1)
        double expiry,

        @Default("0.5") @Unit(value = Dimension.FACTOR, max = 10)
        double price,

        @Default("1e6") @Unit(value = Dimension.COUNT, min = 1, max = 1e6)
        int perBatch,

        @Default("0 s") @Unit(value = Dimension.TIME, max = 604_800)
        double backlog) {
    private static final int WHOLE = 1_000_000;

    public BatchSpec {
        mix = List.copyOf(mix);
    }

    /** Jobs that are handed in whole, into queues that are empty when the warm-up begins. */
    public BatchSpec(
            String tier,
            double jobs,
            double size,
            double sizeSigma,
            int largest,
            String lengths,
            double cachedShare,
            List<Double> mix,
            double resubmit,
            double expiry,
            double price) {
        this(tier, jobs, size, sizeSigma, largest, lengths, cachedShare, mix, resubmit, expiry, price, WHOLE, 0);
    }
}

package io.tidegate.experiment;

import io.tidegate.measure.Estimate;
import java.util.List;
import java.util.Map;

/**
 * Everything a finished run found, as plain values: the only thing that tables, charts and files are made from.
 *
 * @param schemaVersion version of this structure in JSON
 * @param scenario name of the scenario
 * @param title its title
 * @param version version of the program
 * @param seed the run's seed
 * @param cells cells simulated
 * @param fleetCells cells in the whole fleet
 * @param replications repetitions
 * @param injectionShare capacity of the injection over the capacity before
 * @param requests requests that were simulated, warm-up included
 * @param span label of the horizontal axis of the series, such as {@code local time, America/Los_Angeles}
 * @param binStarts start of each bin of the series, seconds after the local midnight before the phase's start
 * @param peakFrom start of the peak hours, seconds after midnight
 * @param peakTo end of the peak hours
 * @param variants names of the scenario's variants, in its order; none where there are none
 * @param phases one entry a phase, in the scenario's order; where there are variants one each, those of a phase after one another
 * @param differences changes between phases, or from the first variant of a phase to the others, paired by cell
 * @param anchors published figures beside what was simulated
 * @param assumptions values that were assumed
 * @param warnings what a reader must know before trusting a number
 */
public record RunSummary(
        int schemaVersion,
        String scenario,
        String title,
        String version,
        long seed,
        int cells,
        int fleetCells,
        int replications,
        double injectionShare,
        long requests,
        String span,
        List<Double> binStarts,
        double peakFrom,
        double peakTo,
        List<String> variants,
        List<Phase> phases,
        List<Difference> differences,
        List<Anchor> anchors,
        List<Assumed> assumptions,
        List<String> warnings) {

    /** The version that this program writes. */
    public static final int SCHEMA_VERSION = 4;

    /**
     * One phase. Counts of populations are sums over the simulated cells and replications; {@code fleetCells/(cells·replications)}
     * scales them to the fleet.
     *
     * @param name the phase
     * @param label how to call it in tables and charts
     * @param start local date and time, ISO
     * @param hours measured hours
     * @param populations one row a plan or API tier, in the scenario's order, and last one named {@code all}
     * @param models one row a model class
     * @param sites one row a site
     * @param engine what the replicas did
     * @param pools one row a pool
     * @param series time series by bin
     * @param people what the phase was like for people
     */
    public record Phase(
            String name,
            String label,
            String start,
            double hours,
            List<Population> populations,
            List<Model> models,
            List<Site> sites,
            Engine engine,
            List<Pool> pools,
            Series series,
            People people) {}

    /**
     * One plan or API tier in one phase.
     *
     * @param name the plan or tier
     * @param api whether it is an API tier
     * @param offered requests that users wanted to make, each counted once however often it was tried
     * @param served requests answered
     * @param lost requests given up after a denial
     * @param attempts tries, retries included
     * @param denied tries refused, by reason; every reason of the program is a key
     * @param deniedShare tries refused over tries
     * @param deniedShareBy the same by reason, the reasons that occurred only
     * @param lostShare requests given up over requests offered
     * @param cutSessions sessions that ended at a limit
     * @param cachedShare input tokens read from the prefix cache over input tokens served
     * @param queueWait seconds from arrival at a replica to the first step with this request
     * @param ttft seconds from arrival to first token
     * @param tpot seconds per output token after the first
     * @param waitCdf cumulative distribution of queue wait: pairs of seconds and share, rising
     */
    public record Population(
            String name,
            boolean api,
            long offered,
            long served,
            long lost,
            long attempts,
            Map<String, Long> denied,
            Estimate deniedShare,
            Map<String, Estimate> deniedShareBy,
            Estimate lostShare,
            long cutSessions,
            Estimate cachedShare,
            Quantiles queueWait,
            Quantiles ttft,
            Quantiles tpot,
            List<double[]> waitCdf) {}

    /** Quantiles of one measure; any may be unknown where fewer than 100 observations lie beyond it. */
    public record Quantiles(Estimate p50, Estimate p90, Estimate p99) {}

    /**
     * One model class in one phase.
     *
     * @param name the class
     * @param replicas replicas on line at the end, mean of the simulated cells
     * @param utilisation work done over the time of the replicas on line: the share of time that the requests themselves need,
     *     without the fixed cost of a step
     * @param busy share of time in which a replica had a batch
     * @param batch mean number of decoding requests of a busy replica
     * @param queueWait as for a population
     * @param ttft as for a population
     * @param tpot as for a population
     */
    public record Model(
            String name,
            double replicas,
            Estimate utilisation,
            Estimate busy,
            Estimate batch,
            Quantiles queueWait,
            Quantiles ttft,
            Quantiles tpot) {}

    /**
     * One site in one phase.
     *
     * @param name the site
     * @param gpus accelerators on line in the whole fleet at the end
     * @param utilisation work done over the time of its replicas on line
     * @param meanMegawatts mean draw of the whole site
     * @param peakMegawatts greatest draw in a power reading
     * @param envelopeMegawatts what it may draw
     * @param cappedShare share of power readings at the envelope
     */
    public record Site(
            String name,
            double gpus,
            Estimate utilisation,
            Estimate meanMegawatts,
            double peakMegawatts,
            double envelopeMegawatts,
            double cappedShare) {}

    /**
     * What all replicas of the simulated cells did in one phase.
     *
     * @param served requests answered
     * @param inputTokens prompt tokens of these
     * @param outputTokens output tokens of these
     * @param steps steps of replicas
     * @param leaps advances of the simulation: a leap over many equal steps is one
     * @param restarts requests that lost their place for want of KV cache and were computed again
     * @param prefixShareBy of the requests served whose session had computed a prefix before, the share that found it in {@code HBM}
     *     or {@code HOST} memory of its replica, or not because it was {@code EXPIRED}, {@code EVICTED} or {@code ELSEWHERE}; empty
     *     where caching is ideal
     */
    public record Engine(
            long served,
            double inputTokens,
            double outputTokens,
            long steps,
            long leaps,
            long restarts,
            Map<String, Estimate> prefixShareBy) {}

    /**
     * The steps of one pool in one phase, and how far they lie outside the range of measurements to which its step law was fitted.
     *
     * @param name the pool
     * @param steps steps of its replicas in the simulated cells
     * @param leaps advances of the simulation
     * @param beyondContext share of steps with longer sequences than were measured
     * @param beyondSize share with more decoding requests or prefill tokens than were measured
     * @param unbalanced share with fewer decoding, or prefilling, requests than data-parallel ranks
     * @param outside share with any of these
     */
    public record Pool(
            String name,
            long steps,
            long leaps,
            double beyondContext,
            double beyondSize,
            double unbalanced,
            double outside) {}

    /**
     * Time series, one value a bin.
     *
     * @param load by population, work that arrived at admission as a share of the capacity on line before any injection; and under
     *     {@link #BATCH} that of requests of batch jobs that were let in, where a scenario has any
     * @param capacity capacity on line, in the same unit: 1 before any injection
     * @param ttftP50 by model class, seconds
     * @param ttftP90 by model class, seconds
     * @param denied by population, share of tries refused
     * @param megawatts by site, mean draw of the whole site
     */
    public record Series(
            Map<String, List<Double>> load,
            List<Double> capacity,
            Map<String, List<Estimate>> ttftP50,
            Map<String, List<Estimate>> ttftP90,
            Map<String, List<Double>> denied,
            Map<String, List<Double>> megawatts) {
        /** The key of batch jobs, which no plan or tier is called. */
        public static final String BATCH = "batch jobs";
    }

    /**
     * A change between two phases, or two variants of a phase, paired by cell.
     *
     * @param population the plan or tier
     * @param measure what changed, with its unit, such as {@code TTFT p50, s}
     * @param from label of the phase that is compared with: the first, or the first variant of the same phase
     * @param to label of the phase that is compared
     * @param change {@code to} minus {@code from}
     * @param saved variance of the difference if both had draws of their own, over that of this one: how many times as many runs
     *     independent draws would need for the same interval; NaN without an interval or where this one's variance is 0
     */
    public record Difference(
            String population, String measure, String from, String to, Estimate change, double saved) {}

    /**
     * A published figure beside what was simulated.
     *
     * @param name what it is
     * @param published the figure as published, with its source
     * @param unit unit of the next three, empty for a ratio
     * @param low least value that agrees with it; NaN where any small one does
     * @param high greatest value that agrees with it; NaN where any great one does
     * @param value the simulated value
     * @param simulated what came out, in words
     * @param kind {@code calibrated} where an input was fitted to it, {@code predicted} otherwise
     * @param met whether the value agrees
     * @param why by how much and why it does not; empty where it does
     */
    public record Anchor(
            String name,
            String published,
            String unit,
            double low,
            double high,
            double value,
            String simulated,
            String kind,
            boolean met,
            String why) {}

    /**
     * An input that was assumed.
     *
     * @param path where in the scenario
     * @param value as written
     * @param source why
     */
    public record Assumed(String path, String value, String source) {}
}

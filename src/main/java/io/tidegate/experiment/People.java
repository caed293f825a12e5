package io.tidegate.experiment;

import io.tidegate.measure.Estimate;
import java.util.List;
import java.util.Map;

/**
 * What one phase was like for the people in it. Counts are sums over the simulated cells and replications.
 *
 * @param services how each plan and tier was served, in the scenario's order, and last all of them
 * @param weeks what limits did to the users of each plan in the week before the phase, and last of all plans; whole weeks exist
 *     there only, and limits that changed within the week were in force for a part of it
 * @param binding which limit refused most tries, by plan or tier and hour
 * @param batch what became of batch jobs, by tier that has any, and last of all tiers; none where a scenario has none. No other figure
 *     counts their requests, but the parts of kind {@code batch}
 */
public record People(List<Service> services, List<UserWeeks> weeks, List<Binding> binding, List<Batch> batch) {
    /** Name of all plans together. */
    public static final String ALL_PLANS = "all plans";

    /** Name of all tiers together. */
    public static final String ALL_TIERS = "all tiers";

    /** Nothing measured. */
    public static final People NONE = new People(List.of(), List.of(), List.of(), List.of());

    /**
     * How one plan or tier was served.
     *
     * @param name the plan or tier, or {@code all}
     * @param api whether it is an API tier
     * @param byKind requests by what asks: {@code chat}, {@code coding}, {@code subagent}, {@code agent}, {@code single} (API
     *     requests), {@code batch} (requests of batch jobs, which the tier's own figures leave out); those that occurred
     * @param byRegion requests by region; {@code none} for single API requests, whose source has none; those that occurred
     * @param triesPerRequest tries over requests offered; those that began before the phase and ended in it count as tries only
     * @param goodShare output tokens of requests within the service level of their model class over output tokens served
     * @param goodTokensPerSecond output tokens within the service level, of the simulated cells and per second
     * @param abandoned requests whose user left before the first token; they are among the lost
     * @param abandonedTokens tokens, mostly of prompts, that were computed for these before they were cancelled
     * @param paidCredits credits beyond usage windows that users paid for
     * @param tasks tasks and their tokens
     * @param sla minutes in which the service itself failed
     * @param churn users who left and came back, or moved between plans
     */
    public record Service(
            String name,
            boolean api,
            List<Part> byKind,
            List<Part> byRegion,
            Estimate triesPerRequest,
            Estimate goodShare,
            double goodTokensPerSecond,
            long abandoned,
            double abandonedTokens,
            double paidCredits,
            Tasks tasks,
            Sla sla,
            Churn churn) {}

    /**
     * A part of a population's requests.
     *
     * @param name the kind or region
     * @param offered requests that users wanted to make
     * @param served requests answered
     * @param denied tries refused
     */
    public record Part(String name, long offered, long served, long denied) {}

    /**
     * What became of tasks, and of the tokens computed for them: output, and prompt tokens that no cache held.
     *
     * @param completed finished
     * @param cut given up half-way: at a limit, or because their user left
     * @param delayed that went on after waiting for a limit
     * @param usefulTokens tokens that a finished task used
     * @param wastedTokens tokens spent on tasks that were cut, and on agents lost without a checkpoint
     * @param redoneTokens prompt tokens computed again after waiting for a limit; a part of the others
     * @param keptTokens tokens of tasks that a reserve let finish, and of lost agents that left what they had done
     * @param wastedShare wasted over useful, wasted and kept tokens
     */
    public record Tasks(
            long completed,
            long cut,
            long delayed,
            double usefulTokens,
            double wastedTokens,
            double redoneTokens,
            double keptTokens,
            Estimate wastedShare) {}

    /**
     * Minutes in which the service itself failed, all simulated cells together.
     *
     * @param minutes minutes with a try
     * @param down of these, minutes in which more tries than promised failed by the service's own fault
     * @param up the share of minutes that were not down; unknown without a try
     * @param credit share of the bill that would be paid back if a whole month were like the phase
     */
    public record Sla(long minutes, long down, double up, double credit) {}

    /**
     * Users who left and came back, or moved between plans.
     *
     * @param accounts accounts at the beginning
     * @param churned accounts given up
     * @param wonBack accounts taken up again
     * @param movedOut times that an account moved to a higher plan
     * @param movedIn times that an account came from a lower plan
     * @param movedDownOut times that an account moved to a lower plan
     * @param movedDownIn times that an account came from a higher plan
     * @param notStarted sessions not started because the user had left
     */
    public record Churn(
            long accounts,
            long churned,
            long wonBack,
            long movedOut,
            long movedIn,
            long movedDownOut,
            long movedDownIn,
            long notStarted) {}

    /**
     * One week of the users of a plan; days are those of 24 hours before the week's end.
     *
     * @param name the plan, or {@link #ALL_PLANS}
     * @param active users that made a request in the week
     * @param week shares of these users that a limit denied in the week
     * @param day shares of their active days on which a limit denied them
     * @param lockoutMinutes mean minutes in which an active user would be denied, from each denial to the time it states
     * @param window seconds from the start of a usage window to its first denial, of windows that denied their user
     * @param cap seconds from the start of a week to the first denial by its cap
     * @param exhausted usage windows that denied their user
     * @param taken credits, before any factor of the hour, that a user got from a window that denied
     * @param takenVariation their coefficient of variation: 0 where the same work is got from every window
     * @param fairness how evenly credits are spread over the users
     */
    public record UserWeeks(
            String name,
            long active,
            Limited week,
            Limited day,
            Estimate lockoutMinutes,
            Times window,
            Times cap,
            long exhausted,
            Estimate taken,
            Estimate takenVariation,
            Fairness fairness) {}

    /** Shares that were denied: by any limit, by a usage window other than the weekly cap, by that. */
    public record Limited(Estimate any, Estimate byWindow, Estimate byCap) {}

    /** Median and 90th percentile, seconds; unknown where fewer than 100 observations lie beyond. */
    public record Times(Estimate p50, Estimate p90) {}

    /**
     * How evenly the week's credits, before any factor of the hour, are spread over the active users.
     *
     * @param jain Jain's index, 1 where all use the same, 1/n where one uses all
     * @param gini Gini coefficient, 0 where all use the same
     * @param giniError by how much the coefficient may be too small, as users are counted in bins
     * @param top1 share of the credits that the 1 % of users with most use
     * @param top10 the same of 10 %
     * @param lorenz the Lorenz curve: pairs of the share of users, from the least use on, and their share of the credits
     */
    public record Fairness(
            Estimate jain, Estimate gini, double giniError, double top1, double top10, List<double[]> lorenz) {}

    /**
     * The limits that refused a plan's or tier's tries, hour by hour.
     *
     * @param name the plan or tier
     * @param api whether it is an API tier
     * @param hours the local hours of the day that had a try, in order
     */
    public record Binding(String name, boolean api, List<Hour> hours) {}

    /**
     * Batch jobs of one tier. Times are from a job's being taken to its last answer.
     *
     * @param name the tier, or {@link #ALL_TIERS}
     * @param jobs jobs handed in for the first time
     * @param refused times that a job was refused, by reason; the reasons that occurred
     * @param lost jobs given up after that
     * @param finished jobs all of whose requests were served
     * @param expired jobs of which requests were dropped as time was over
     * @param open jobs that were taken and not over at the end, or waited to be handed in again
     * @param withinHour jobs that finished within an hour over those that finished
     * @param time seconds to finish a job
     * @param requests requests of the jobs
     * @param served requests answered
     * @param tooLarge requests that no replica could ever hold
     * @param dropped requests dropped as their job had expired
     * @param inputTokens prompt tokens of requests answered
     * @param cachedTokens of these, tokens read from the cache
     * @param outputTokens output tokens of requests answered
     * @param queued mean of the requests queued or in service
     * @param peak most of these at once, the sum of each simulated cell's most
     * @param deepest most requests that one organisation had queued or in service in a cell
     */
    public record Batch(
            String name,
            long jobs,
            Map<String, Long> refused,
            long lost,
            long finished,
            long expired,
            long open,
            Estimate withinHour,
            Times time,
            long requests,
            long served,
            long tooLarge,
            long dropped,
            double inputTokens,
            double cachedTokens,
            double outputTokens,
            double queued,
            double peak,
            long deepest) {}

    /**
     * One local hour of the day.
     *
     * @param hour 0 to 23
     * @param tries tries
     * @param denied tries refused, by reason; the reasons that occurred
     * @param limit the reason that refused most, the first by name of equal ones; empty where none was refused
     */
    public record Hour(int hour, long tries, Map<String, Long> denied, String limit) {}
}

package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;

/**
 * The subscribers of one plan and what they do on a day.
 *
 * @param name the plan
 * @param users accounts in the whole fleet
 * @param active share of accounts that use the service on a weekday
 * @param chatRequests mean chat requests of an active account on a weekday
 * @param coders share of active accounts that run coding sessions
 * @param codingSessions mean coding sessions of an active coder on a weekday
 * @param sessionKeep leading share of a recorded coding session that is used
 * @param intensitySigma standard deviation of the logarithm of an account's intensity (mean 1), drawn for chat and for
 *     coding independently
 * @param chatPrefix tokens of instructions and tools that open every chat, shared by all users
 * @param chatMix share of chats by model class, in the order of the scenario's models
 * @param codingMix share of coding sessions by model class of the main agent, in the same order; what was recorded from a small
 *     model goes to the last class whatever it is
 * @param chatCurve curve of chat
 * @param codingCurve curve of coding
 * @param audience whose regions
 * @param priority its class in the waiting queues of replicas; 0 goes first
 */
public record PlanSpec(
        String name,
        @Unit(Dimension.COUNT) double users,
        @Unit(value = Dimension.SHARE, max = 1) double active,
        @Unit(Dimension.COUNT) double chatRequests,
        @Unit(value = Dimension.SHARE, max = 1) double coders,
        @Unit(Dimension.COUNT) double codingSessions,
        @Unit(value = Dimension.SHARE, min = 0.01, max = 1) double sessionKeep,
        @Unit(value = Dimension.FACTOR, max = 3) double intensitySigma,
        @Unit(Dimension.TOKENS) int chatPrefix,
        @Unit(value = Dimension.SHARE, max = 1) List<Double> chatMix,
        @Unit(value = Dimension.SHARE, max = 1) List<Double> codingMix,
        String chatCurve,
        String codingCurve,
        Audience audience,

        @Default("0") @Unit(value = Dimension.COUNT, max = 3)
        int priority) {
    public PlanSpec {
        chatMix = List.copyOf(chatMix);
        codingMix = List.copyOf(codingMix);
    }

    /** A plan of the first priority. */
    public PlanSpec(
            String name,
            double users,
            double active,
            double chatRequests,
            double coders,
            double codingSessions,
            double sessionKeep,
            double intensitySigma,
            int chatPrefix,
            List<Double> chatMix,
            List<Double> codingMix,
            String chatCurve,
            String codingCurve,
            Audience audience) {
        this(
                name,
                users,
                active,
                chatRequests,
                coders,
                codingSessions,
                sessionKeep,
                intensitySigma,
                chatPrefix,
                chatMix,
                codingMix,
                chatCurve,
                codingCurve,
                audience,
                0);
    }
}

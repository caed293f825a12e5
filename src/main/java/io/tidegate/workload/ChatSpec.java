package io.tidegate.workload;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;

/**
 * How a chat unfolds: turns, gaps and lengths. The opening text and a plain answer are one row of {@code plainLengths}; a
 * reasoning answer is an output of {@code reasoningLengths}.
 *
 * @param secondTurn probability that a chat goes on after its first answer
 * @param laterTurn probability that it goes on after any later answer
 * @param turnTextMedian median tokens of a later turn's new text (lognormal)
 * @param turnTextSigma standard deviation of its logarithm
 * @param gapMedian median seconds between an answer and the next turn (lognormal)
 * @param gapSigma standard deviation of its logarithm
 * @param longGapShare share of gaps that are long breaks
 * @param longGapMedian median seconds of a long break (lognormal)
 * @param longGapSigma standard deviation of its logarithm
 * @param reasoningShare share of answers that reason at length
 * @param visibleOutput greatest number of output tokens of an answer that stay in the context
 * @param plainLengths length table of opening texts and plain answers
 * @param reasoningLengths length table of reasoning answers
 * @param attachmentShare share of chats whose opening text comes with an attachment, which stays in the context
 * @param attachmentMedian median tokens of an attachment (lognormal)
 * @param attachmentSigma standard deviation of its logarithm
 * @param attachmentMost tokens that an attachment is cut off at
 */
public record ChatSpec(
        @Unit(value = Dimension.SHARE, max = 1) double secondTurn,
        @Unit(value = Dimension.SHARE, max = 0.99) double laterTurn,
        @Unit(value = Dimension.TOKENS, min = 1) double turnTextMedian,
        @Unit(value = Dimension.FACTOR, max = 3) double turnTextSigma,
        @Unit(value = Dimension.TIME, min = 0.1) double gapMedian,
        @Unit(value = Dimension.FACTOR, max = 3) double gapSigma,
        @Unit(value = Dimension.SHARE, max = 1) double longGapShare,
        @Unit(value = Dimension.TIME, min = 0.1) double longGapMedian,
        @Unit(value = Dimension.FACTOR, max = 3) double longGapSigma,
        @Unit(value = Dimension.SHARE, max = 1) double reasoningShare,
        @Unit(value = Dimension.TOKENS, min = 1) int visibleOutput,
        String plainLengths,
        String reasoningLengths,

        @Default("0") @Unit(value = Dimension.SHARE, max = 1)
        double attachmentShare,

        @Default("6 k tok") @Unit(value = Dimension.TOKENS, min = 1)
        double attachmentMedian,

        @Default("1.2") @Unit(value = Dimension.FACTOR, max = 3)
        double attachmentSigma,

        @Default("150 k tok") @Unit(value = Dimension.TOKENS, min = 1)
        int attachmentMost) {}

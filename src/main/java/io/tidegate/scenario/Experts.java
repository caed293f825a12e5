package io.tidegate.scenario;

/** What is known of the experts of a measured model: how fast the tokens of a step touch all of their weights. */
public sealed interface Experts {
    /** A dense model: every step reads all weights. */
    record None() implements Experts {}

    /**
     * A mixture of experts whose routing is taken to be even: {@code n0} is experts over experts per token.
     *
     * @param n0 tokens at which a share 1 − 1/e of the expert weights is touched; 1 or more
     */
    record Known(double n0) implements Experts {}

    /** A mixture of experts of which the measurements must tell {@code n0}. */
    record Unknown() implements Experts {}
}

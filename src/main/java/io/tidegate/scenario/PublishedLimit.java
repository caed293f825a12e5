package io.tidegate.scenario;

/**
 * One published limit, whether a scenario can carry it or not.
 *
 * @param provider who sets it
 * @param holder plan or tier that it is for
 * @param scope models or kinds of use that share it
 * @param since from when it is known to hold
 * @param limit what is limited, such as {@code output tokens}
 * @param value how much; NaN where only the mechanism is published
 * @param per span of time, or whatever else it is for
 * @param source where it is published
 */
public record PublishedLimit(
        String provider,
        String holder,
        String scope,
        String since,
        String limit,
        double value,
        String per,
        String source) {

    /** Whether another limit is for the same, so that both are read as one. */
    public boolean isBeside(PublishedLimit other) {
        return provider.equals(other.provider)
                && holder.equals(other.holder)
                && scope.equals(other.scope)
                && since.equals(other.since)
                && per.equals(other.per)
                && source.equals(other.source);
    }
}

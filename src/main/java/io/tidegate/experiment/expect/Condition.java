package io.tidegate.experiment.expect;

import io.tidegate.Dimension;
import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.Measured;
import io.tidegate.experiment.Scope;
import io.tidegate.experiment.TextException;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.Pooled;
import io.tidegate.measure.Replicates;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A condition on measured values. */
public final class Condition {
    private final String text;
    private final Side value;
    private final Side bound;
    private final boolean below;
    private final boolean strict;
    private final Dimension dimension;

    Condition(String text, Side value, Side bound, boolean below, boolean strict, Dimension dimension) {
        this.text = text;
        this.value = value;
        this.bound = bound;
        this.below = below;
        this.strict = strict;
        this.dimension = dimension;
    }

    /**
     * Reads a condition; the package's description has its grammar.
     *
     * @param scope the names that it may use
     * @throws TextException if it is none, or names what there is not
     */
    public static Condition parse(String text, Scope scope) throws TextException {
        return new ConditionParser(text, scope).parse();
    }

    /** The condition as it was written. */
    public String text() {
        return text;
    }

    /** What is held against the bound, such as {@code p99(ttft){phase=after}}; it has a measured value. */
    public String valueText() {
        return value.toString();
    }

    /** What it is held against, such as {@code 5 s}. */
    public String boundText() {
        return bound.toString();
    }

    /** Whether the bound has a measured value. */
    public boolean isRelative() {
        return !bound.names().isEmpty();
    }

    /** {@code <}, {@code <=}, {@code >} or {@code >=}: how value and bound must stand. */
    public String operator() {
        return (below ? "<" : ">") + (strict ? "" : "=");
    }

    /** Whether the value must be below the bound; otherwise above. */
    public boolean below() {
        return below;
    }

    /** Whether a value that equals the bound does not do. */
    public boolean strict() {
        return strict;
    }

    /** What value and bound are. */
    public Dimension dimension() {
        return dimension;
    }

    /** The measured values that it is about, those of the value first. */
    public List<MeasureName> names() {
        return Stream.of(value, bound)
                .flatMap(side -> side.names().stream())
                .distinct()
                .toList();
    }

    /**
     * Whether it needs a phase of a variant.
     *
     * @param phase name of the phase
     * @param variant name of the variant; empty where a scenario has none
     */
    public boolean about(String phase, String variant) {
        return names().stream()
                .anyMatch(name -> name.labels().getOrDefault("phase", "").equals(phase)
                        && name.labels().getOrDefault("variant", "").equals(variant));
    }

    /** What is held against the bound; NaN where it is not known. */
    public Replicates value(Measured measured) {
        return value.value(measured, groups(measured));
    }

    /** What it is held against; NaN where it is not known. */
    public Replicates bound(Measured measured) {
        return bound.value(measured, groups(measured));
    }

    private static int groups(Measured measured) {
        return measured.values().isEmpty()
                ? 0
                : measured.values().firstEntry().getValue().leftOut().length;
    }

    /** How far the value is on the right side of the bound, group by group; below 0 where it is on the wrong one. */
    public Replicates margin(Measured measured) {
        Replicates found = value(measured);
        Replicates limit = bound(measured);
        return below ? limit.minus(found) : found.minus(limit);
    }

    /** What became of it. */
    public Outcome outcome(Measured measured) {
        Replicates margin = margin(measured);
        return outcome(margin.estimate(), List.of(margin));
    }

    /** What became of it in the mean over replications, which were measured apart. */
    public Outcome outcome(List<Measured> replications) {
        List<Replicates> margins = replications.stream().map(this::margin).toList();
        return outcome(Pooled.estimate(margins), margins);
    }

    private Outcome outcome(Estimate estimate, List<Replicates> margins) {
        if (!estimate.isKnown()) {
            return Outcome.NO_DATA;
        }
        double half = isSame(margins) ? 0 : estimate.halfWidth();
        double low = estimate.value() - half;
        double high = estimate.value() + half;
        if (strict ? low > 0 : low >= 0) {
            return Outcome.PASS;
        }
        return (strict ? high <= 0 : high < 0) ? Outcome.FAIL : Outcome.UNDECIDED;
    }

    /** Whether every group alone says the same, so that however few they are, there is nothing to doubt. */
    private static boolean isSame(List<Replicates> margins) {
        double value = margins.get(0).value();
        int groups = margins.stream().mapToInt(each -> each.leftOut().length).sum();
        return groups > 1
                && margins.stream()
                        .allMatch(margin -> margin.value() == value
                                && Arrays.stream(margin.leftOut()).allMatch(each -> each == value));
    }
}

package io.tidegate.experiment;

import io.tidegate.experiment.RunSummary.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Published figures beside the simulated, as they are found; each verdict follows from its interval. */
final class AnchorList {
    /** Part of a published average, which has no spread, by which a simulated one may miss it. */
    static final double TOLERANCE = 0.2;

    private final List<Anchor> anchors = new ArrayList<>();

    /** Whether an input was fitted to a figure. */
    enum Kind {
        /** It was: agreement is no evidence. */
        CALIBRATED,
        /** It was not. */
        PREDICTED
    }

    /**
     * What is published.
     *
     * @param name what it is
     * @param published the figure as published, with its source
     * @param unit unit of the interval
     * @param low least value that agrees, NaN for none
     * @param high greatest value that agrees, NaN for none
     * @param kind whether an input was fitted to it
     */
    record Claim(String name, String published, String unit, double low, double high, Kind kind) {}

    /**
     * Sets a simulated value beside a claim.
     *
     * @param claim what is published
     * @param value the simulated value
     * @param simulated the same in words
     * @param below why, where the value is below the interval
     * @param above why, where it is above
     */
    void add(Claim claim, double value, String simulated, String below, String above) {
        boolean under = value < claim.low();
        boolean over = value > claim.high();
        String why = "";
        if (under) {
            why = miss(claim.low() - value, "below", claim.low(), claim.unit(), below);
        } else if (over) {
            why = miss(value - claim.high(), "above", claim.high(), claim.unit(), above);
        }
        anchors.add(new Anchor(
                claim.name(),
                claim.published(),
                claim.unit(),
                claim.low(),
                claim.high(),
                value,
                simulated,
                claim.kind().name().toLowerCase(Locale.ROOT),
                !under && !over,
                why));
    }

    private static String miss(double by, String side, double bound, String unit, String because) {
        String size = unit.isEmpty() ? "" : " " + unit;
        return String.format(Locale.ROOT, "%.3g %s %.3g%s: %s", by, side, bound, size, because);
    }

    /** All so far, in order. */
    List<Anchor> all() {
        return List.copyOf(anchors);
    }
}

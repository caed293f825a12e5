package io.tidegate.report;

import io.tidegate.measure.Estimate;
import java.util.Locale;

/** Numbers as people read them: three or four significant digits, with their unit and the half-width of their interval. */
public final class Figures {
    /** What stands where a figure is not known. */
    public static final String UNKNOWN = "–";

    private static final String[] LARGE = {"", "k", "M", "G", "T", "P"};

    private Figures() {}

    /** A count: {@code 812}, {@code 9640}, {@code 12.3k}, {@code 5.17G}. */
    public static String count(double count) {
        if (!Double.isFinite(count)) {
            return UNKNOWN;
        }
        if (StrictMath.abs(count) < 9_999.5) {
            return fixed(count, 0);
        }
        double scaled = count;
        int unit = 0;
        while (StrictMath.abs(scaled) >= 999.5 && unit < LARGE.length - 1) {
            scaled /= 1000;
            unit++;
        }
        return fixed(scaled, decimals(scaled)) + LARGE[unit];
    }

    /** A plain number to three significant digits, a whole one without decimals; thousands and more as a count. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return UNKNOWN;
        }
        if (StrictMath.abs(value) >= 999.5) {
            return count(value);
        }
        return fixed(value, value == StrictMath.rint(value) ? 0 : decimals(value));
    }

    /** A plain number and its half-width: {@code 57.2 ±1.3}. */
    public static String number(Estimate estimate) {
        if (!Double.isFinite(estimate.value())) {
            return UNKNOWN;
        }
        if (StrictMath.abs(estimate.value()) >= 999.5) {
            return count(estimate.value()) + (estimate.hasInterval() ? " ±" + number(estimate.halfWidth()) : "");
        }
        return withInterval(estimate, 1, decimals(estimate.value()), "");
    }

    /** A change with its sign: {@code +0.36 ±0.12}, {@code -1.20}; one that rounds to zero has none. */
    public static String change(Estimate change) {
        String text = number(change);
        return change.value() > 0 && !text.matches("0(\\.0+)?( .*)?") ? "+" + text : text;
    }

    /** A share in per cent: {@code 6.20 ±0.31 %}. */
    public static String share(Estimate share) {
        if (!Double.isFinite(share.value())) {
            return UNKNOWN;
        }
        double percent = 100 * share.value();
        if (percent == 0 && !(share.halfWidth() > 0)) {
            return "0 %";
        }
        if (percent > 0 && percent < 0.005 && !(share.halfWidth() > 0)) {
            return "<0.01 %";
        }
        return withInterval(share, 100, percent < 9.995 ? 2 : 1, " %");
    }

    /** A share in per cent without an interval. */
    public static String share(double share) {
        return share(new Estimate(share, Double.NaN, 0));
    }

    /** A duration: {@code 83 ±4 ms}, {@code 1.10 ±0.12 s}. */
    public static String duration(Estimate seconds) {
        double value = seconds.value();
        if (!Double.isFinite(value)) {
            return UNKNOWN;
        }
        if (value < 0.9995) {
            return withInterval(seconds, 1000, StrictMath.min(2, decimals(1000 * value)), " ms");
        }
        return withInterval(seconds, 1, decimals(value), " s");
    }

    /** A duration in seconds without an interval. */
    public static String duration(double seconds) {
        return duration(new Estimate(seconds, Double.NaN, 0));
    }

    /** Decimals that give three significant digits, none to six. */
    private static int decimals(double value) {
        double magnitude = StrictMath.abs(value);
        if (magnitude == 0) {
            return 0;
        }
        int decimals = 2 - (int) StrictMath.floor(StrictMath.log10(magnitude));
        boolean roundsUp = magnitude * StrictMath.pow(10, decimals) >= 999.5;
        return StrictMath.max(0, StrictMath.min(6, roundsUp ? decimals - 1 : decimals));
    }

    /** A half-width that would print as zero gets one more decimal, and its value with it. */
    private static String withInterval(Estimate estimate, double scale, int decimals, String unit) {
        if (!estimate.hasInterval()) {
            return fixed(estimate.value() * scale, decimals) + unit;
        }
        double half = estimate.halfWidth() * scale;
        int shown = half > 0 && half < 0.5 * StrictMath.pow(10, -decimals) ? decimals + 1 : decimals;
        return fixed(estimate.value() * scale, shown) + " ±" + fixed(half, shown) + unit;
    }

    private static String fixed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.startsWith("-") && text.matches("-0(\\.0+)?") ? text.substring(1) : text;
    }
}

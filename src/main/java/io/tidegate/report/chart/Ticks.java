package io.tidegate.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round numbers for axes. */
final class Ticks {
    private static final double[] STEPS = {1, 2, 5};
    private static final double SLACK = 1e-9;

    private Ticks() {}

    /** Shares from none to the greatest, in per cent, four to nine of them. */
    static List<Tick> percent(double greatest) {
        double step = step(greatest / 8);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= greatest * (1 + SLACK); i++) {
            ticks.add(new Tick(i * step, plain(100 * i * step) + " %"));
        }
        return ticks;
    }

    /** Numbers from none to the greatest with a unit after each, two to five of them. */
    static List<Tick> linear(double greatest, String unit) {
        double step = step(greatest / 5);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= greatest * (1 + SLACK); i++) {
            ticks.add(new Tick(i * step, plain(i * step) + unit));
        }
        return ticks;
    }

    /** Round numbers between two, three to six of them. */
    static List<Tick> between(double least, double greatest) {
        double step = step((greatest - least) / 6.5);
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) StrictMath.ceil(least / step - SLACK); i * step <= greatest + SLACK * step; i++) {
            ticks.add(new Tick(i * step, plain(i * step)));
        }
        return ticks;
    }

    /** Seconds on a logarithmic axis: decades, and where there are few of them also twos and fives. */
    static List<Tick> seconds(double from, double to) {
        return to / from > 300 ? decades(from, to) : seconds(from, to, STEPS);
    }

    /** Powers of ten of a second. */
    static List<Tick> decades(double from, double to) {
        return seconds(from, to, new double[] {1});
    }

    private static List<Tick> seconds(double from, double to, double[] steps) {
        List<Tick> ticks = new ArrayList<>();
        for (int decade = -9; decade <= 9; decade++) {
            for (double step : steps) {
                double value = power(decade) * step;
                if (value >= from * (1 - SLACK) && value <= to * (1 + SLACK)) {
                    ticks.add(new Tick(value, value < 0.0999 ? plain(1000 * value) + " ms" : plain(value) + " s"));
                }
            }
        }
        return ticks;
    }

    /** The greatest of 1, 2 and 5 times a power of ten that is not above the value. */
    static double below(double value) {
        int decade = (int) StrictMath.floor(StrictMath.log10(value) + SLACK);
        double found = power(decade);
        for (double step : STEPS) {
            if (power(decade) * step <= value * (1 + SLACK)) {
                found = power(decade) * step;
            }
        }
        return found;
    }

    /** The least of 1, 2 and 5 times a power of ten that is not below the value. */
    static double above(double value) {
        return step(value);
    }

    /** A time of day: {@code 05:00}. */
    static String clock(double secondsAfterMidnight) {
        long minutes = StrictMath.round(secondsAfterMidnight / 60) % 1440;
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }

    private static double step(double least) {
        int decade = (int) StrictMath.floor(StrictMath.log10(least) + SLACK);
        for (double step : STEPS) {
            if (power(decade) * step >= least * (1 - SLACK)) {
                return power(decade) * step;
            }
        }
        return power(decade + 1);
    }

    /** A power of ten; those below one are quotients, because 1/10 is nearer to 0.1 than a product is. */
    private static double power(int decade) {
        return decade < 0 ? 1 / StrictMath.pow(10, -decade) : StrictMath.pow(10, decade);
    }

    private static String plain(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}

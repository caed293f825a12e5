package io.tidegate.experiment.solve;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of a scenario between two ends, on a ladder of rungs that are numbered from 0: round decimal numbers with a unit, whole
 * numbers, or days. Everything is walked by rungs, so that a value is short, exact and the same on every machine.
 *
 * @param path what is varied, such as {@code limits.plans.pro.window}
 * @param first the lower end; days since the epoch for dates
 * @param last the upper end
 * @param step from rung to rung; the last one may be shorter
 * @param unit unit as written; for dates the time of day behind the date, such as {@code T05:00}
 * @param kind what values are
 */
public record VariedPath(String path, BigDecimal first, BigDecimal last, BigDecimal step, String unit, Kind kind) {
    /** What values are. */
    public enum Kind {
        /** Numbers with decimals. */
        DECIMAL,
        /** Whole numbers, of which a rung is one or some. */
        WHOLE,
        /** Days. */
        DAYS
    }

    private static final int FEWEST_RUNGS = 1000;
    private static final Pattern RANGE = Pattern.compile("([^=\\s]+)\\s*=\\s*(.+?)\\s*\\.\\.\\s*(.+?)\\s*");
    private static final Pattern NUMBER = Pattern.compile("(-?\\d{1,15}(?:\\.\\d{1,15})?)\\s*([^\\d\\s.].*)?");
    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(T\\d\\d:\\d\\d)?");

    /**
     * Reads {@code path=from..to}, such as {@code limits.plans.pro.window=2 M credits..9 M credits}.
     *
     * @throws IllegalArgumentException if it is anything else; the message says what is right
     */
    public static VariedPath parse(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException(
                    "need path=from..to, such as limits.plans.pro.window=2 M credits..9 M credits, found '" + text
                            + "'");
        }
        Matcher from = DATE.matcher(range.group(2));
        Matcher to = DATE.matcher(range.group(3));
        return from.matches() && to.matches() ? days(range, from, to) : numbers(range);
    }

    private static VariedPath days(Matcher range, Matcher from, Matcher to) {
        String time = from.group(2) == null ? "T00:00" : from.group(2);
        if (!time.equals(to.group(2) == null ? "T00:00" : to.group(2))) {
            throw new IllegalArgumentException("both dates need the same time of day, found '" + range.group(2)
                    + "' and '" + range.group(3) + "'");
        }
        try {
            LocalTime.parse(time.substring(1));
            return ordered(new VariedPath(
                    range.group(1),
                    BigDecimal.valueOf(LocalDate.parse(from.group(1)).toEpochDay()),
                    BigDecimal.valueOf(LocalDate.parse(to.group(1)).toEpochDay()),
                    BigDecimal.ONE,
                    time,
                    Kind.DAYS));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "no such date or time: '" + range.group(2) + "' or '" + range.group(3) + "'", e);
        }
    }

    private static VariedPath numbers(Matcher range) {
        Matcher from = NUMBER.matcher(range.group(2));
        Matcher to = NUMBER.matcher(range.group(3));
        if (!from.matches() || !to.matches()) {
            throw new IllegalArgumentException(
                    "need two numbers or two dates, found '" + range.group(2) + "' and '" + range.group(3) + "'");
        }
        String unit = to.group(2) == null ? "" : to.group(2).strip();
        if (from.group(2) != null && !from.group(2).strip().equals(unit)) {
            throw new IllegalArgumentException(
                    "write both ends in the same unit, found '" + range.group(2) + "' and '" + range.group(3) + "'");
        }
        BigDecimal first = new BigDecimal(from.group(1));
        BigDecimal last = new BigDecimal(to.group(1));
        BigDecimal span = last.subtract(first);
        int decade = span.signum() <= 0 ? 0 : span.precision() - span.scale() - 1;
        BigDecimal step =
                BigDecimal.ONE.scaleByPowerOfTen(decade - (int) StrictMath.round(StrictMath.log10(FEWEST_RUNGS)));
        return ordered(new VariedPath(range.group(1), first, last, step, unit, Kind.DECIMAL));
    }

    private static VariedPath ordered(VariedPath vary) {
        if (vary.first.compareTo(vary.last) >= 0) {
            throw new IllegalArgumentException("the first end must be below the second, found '" + vary.text(vary.first)
                    + "' and '" + vary.text(vary.last) + "'");
        }
        return vary;
    }

    /**
     * The same in steps of whole numbers.
     *
     * @param other 1 or more
     */
    public VariedPath by(long other) {
        return new VariedPath(
                path, first, last, BigDecimal.valueOf(other), unit, kind == Kind.DAYS ? kind : Kind.WHOLE);
    }

    /** Whether both ends are whole numbers without a unit, so that only whole ones may be meant. */
    boolean mayBeWhole() {
        return kind == Kind.DECIMAL && unit.isEmpty() && isWhole(first) && isWhole(last);
    }

    private static boolean isWhole(BigDecimal value) {
        return value.stripTrailingZeros().scale() <= 0;
    }

    /** Number of the last rung; the first has number 0. */
    public long rungs() {
        return last.subtract(first).divide(step, 0, RoundingMode.CEILING).longValueExact();
    }

    private BigDecimal exact(long rung) {
        return first.add(step.multiply(BigDecimal.valueOf(rung))).min(last);
    }

    /** The value at a rung, in the unit as written; days since the epoch for dates. */
    public double value(long rung) {
        return exact(rung).doubleValue();
    }

    /** The value at a rung, as a scenario writes it. */
    public String text(long rung) {
        return text(exact(rung));
    }

    private String text(BigDecimal value) {
        if (kind == Kind.DAYS) {
            return LocalDate.EPOCH.plus(value.longValueExact(), ChronoUnit.DAYS) + unit;
        }
        String number = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        return unit.isEmpty() ? number : number + " " + unit;
    }

    /** The setting that puts the value of a rung into a scenario: {@code path=value}. */
    public String set(long rung) {
        return path + "=" + text(rung);
    }

    /** Rungs within a relative distance of the value at a rung, at least one; always one for dates. */
    long within(double share, long rung) {
        double distance = share * StrictMath.abs(value(rung)) / step.doubleValue();
        return kind == Kind.DAYS ? 1 : StrictMath.max(1, (long) StrictMath.floor(distance));
    }
}

package io.tidegate.report;

import io.tidegate.Dimension;
import io.tidegate.experiment.expect.Outcome;
import io.tidegate.experiment.expect.Verdict;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;

/** What became of expectations, in words. */
public final class VerdictText {
    private static final int FEWEST = 5;

    private VerdictText() {}

    /**
     * One line: {@code FAIL slo-pro: p99(ttft){phase=after} is 6.10 ±0.40 s, expected < 5 s (scenarios/x.yaml:41)}; the place only
     * where it did not pass.
     */
    public static String line(Verdict verdict) {
        return line(verdict, sentence(verdict));
    }

    /** The same line with another finding. */
    static String line(Verdict verdict, String found) {
        String level = verdict.level() == Verdict.Level.WARN && !verdict.passed() ? " (warn)" : "";
        String place = verdict.passed() || verdict.line() == 0 ? "" : " (" + verdict.place() + ")";
        return Tables.clean(word(verdict.outcome()) + " " + verdict.name() + level + ": " + found + place);
    }

    /** {@code PASS}, {@code FAIL}, {@code UNDECIDED} or {@code NO DATA}. */
    static String word(Outcome outcome) {
        return outcome.name().replace('_', ' ');
    }

    /** What was found and expected, and why nothing is decided where it is not. */
    static String sentence(Verdict verdict) {
        String text = verdict.measured() + " is " + value(verdict.dimension(), verdict.value()) + ", expected "
                + verdict.operator() + " " + verdict.expected();
        if (verdict.relative()) {
            text += ", which is " + value(verdict.dimension(), verdict.bound());
            if (verdict.difference().isKnown()) {
                text += "; the difference is " + MeasureFigures.change(verdict.dimension(), verdict.difference());
            }
        }
        return text + why(verdict);
    }

    private static String value(Dimension dimension, Estimate value) {
        return value.isKnown() ? MeasureFigures.value(dimension, value) : "not known";
    }

    private static String why(Verdict verdict) {
        return switch (verdict.outcome()) {
            case PASS, FAIL -> "";
            case NO_DATA -> ": too few observations";
            case UNDECIDED ->
                verdict.difference().hasInterval()
                        ? "; the interval lies on both sides"
                        : "; no interval" + whyNone(verdict.difference());
        };
    }

    /** Why a known value has no interval, after the word. */
    static String whyNone(Estimate estimate) {
        return estimate.n() < FEWEST
                ? " (n=" + estimate.n() + "): it takes five cells or replications"
                : ": too few observations";
    }

    /** All of them as a table. */
    static Sheet sheet(List<Verdict> verdicts) {
        List<List<String>> rows = new ArrayList<>();
        for (Verdict each : verdicts) {
            rows.add(List.of(
                    word(each.outcome()), each.name(), Tables.words(each.level()), sentence(each), each.place()));
        }
        return new Sheet(
                "Expectations",
                "Passed: the whole 95 % interval is on the right side. Undecided: it lies on both sides, or there is"
                        + " none.",
                List.of(
                        Column.words("verdict", 9),
                        Column.words("expectation", 30),
                        Column.words("level", 5),
                        Column.words("found", 80),
                        Column.words("where", 40)),
                rows);
    }
}

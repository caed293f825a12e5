package io.tidegate.report;

import io.tidegate.experiment.expect.Outcome;
import io.tidegate.experiment.expect.Verdict;
import io.tidegate.experiment.sweep.SweepResults;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;

/** What became of expectations at the points of a sweep, in words. */
public final class SweepVerdicts {
    /** The first is what one would hear of first. */
    private static final List<Outcome> WORST = List.of(Outcome.FAIL, Outcome.UNDECIDED, Outcome.NO_DATA, Outcome.PASS);

    private SweepVerdicts() {}

    /** All verdicts of all points. */
    public static List<Verdict> all(SweepResults results) {
        return results.points().stream()
                .flatMap(point -> point.verdicts().stream())
                .toList();
    }

    /**
     * A line an expectation: {@code FAIL slo-pro: 60 of 64 points pass, 3 fail, 1 is undecided; at point 5 (supply.efficiency=1) …}.
     */
    public static List<String> lines(SweepResults results) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < results.expectations().size(); i++) {
            SweepResults.Tally tally = results.expectations().get(i);
            SweepResults.Point point = worst(results, i);
            Verdict verdict = point.verdicts().get(i);
            String counts = counts(tally, results.points().size());
            lines.add(VerdictText.line(
                    verdict,
                    verdict.passed()
                            ? counts
                            : counts + "; at point " + point.point() + " (" + values(results, point) + ") "
                                    + VerdictText.sentence(verdict)));
        }
        return lines;
    }

    private static SweepResults.Point worst(SweepResults results, int expectation) {
        for (Outcome outcome : WORST) {
            for (SweepResults.Point each : results.points()) {
                if (each.verdicts().get(expectation).outcome() == outcome) {
                    return each;
                }
            }
        }
        throw new IllegalStateException("a sweep has a point");
    }

    private static String values(SweepResults results, SweepResults.Point point) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < results.axes().size(); i++) {
            parts.add(results.axes().get(i).path() + "=" + point.values().get(i));
        }
        return String.join(", ", parts);
    }

    private static String counts(SweepResults.Tally tally, int points) {
        List<String> counts = new ArrayList<>();
        counts.add(tally.pass() + " of " + points + (points == 1 ? " point passes" : " points pass"));
        add(counts, tally.fail(), "fails", "fail");
        add(counts, tally.undecided(), "is undecided", "are undecided");
        add(counts, tally.noData(), "has no data", "have no data");
        return String.join(", ", counts);
    }

    private static void add(List<String> counts, int n, String one, String several) {
        if (n > 0) {
            counts.add(n + " " + (n == 1 ? one : several));
        }
    }

    /** All of them as a table. */
    static Sheet sheet(SweepResults results) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < results.expectations().size(); i++) {
            SweepResults.Tally tally = results.expectations().get(i);
            Verdict any = results.points().get(0).verdicts().get(i);
            rows.add(List.of(
                    tally.name(),
                    any.condition(),
                    Tables.words(tally.level()),
                    Integer.toString(tally.pass()),
                    Integer.toString(tally.fail()),
                    Integer.toString(tally.undecided()),
                    Integer.toString(tally.noData()),
                    any.place()));
        }
        return new Sheet(
                "Expectations",
                "Points at which the whole 95 % interval is on the right side, none of it is, it lies on both sides or there"
                        + " is none, and no value is known.",
                List.of(
                        Column.words("expectation", 30),
                        Column.words("condition", 80),
                        Column.words("level", 5),
                        Column.figures("pass"),
                        Column.figures("fail"),
                        Column.figures("undecided"),
                        Column.figures("no data"),
                        Column.words("where", 40)),
                rows);
    }
}

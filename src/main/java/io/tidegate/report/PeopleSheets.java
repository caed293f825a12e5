package io.tidegate.report;

import io.tidegate.experiment.People;
import io.tidegate.experiment.People.Binding;
import io.tidegate.experiment.People.Hour;
import io.tidegate.experiment.People.UserWeeks;
import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The sheets about limits and the people that meet them. */
final class PeopleSheets {
    static final int NAME = 16;
    static final int PHASE = 17;

    static final double HOUR = 3600;
    private static final double DAY = 86_400;

    private PeopleSheets() {}

    /** What limits did to the users of each plan in the week before each phase. */
    static Sheet whoIsLimited(RunSummary run) {
        double scale = scale(run);
        return Sheets.byGroup(
                run,
                "Who is limited",
                "Of the users that made a request in the week before the phase: the share that a limit denied in the week and on a day"
                        + " with requests; minutes in which a user would be denied; hours from a window's start to its denial.",
                List.of(
                        Column.words("plan", NAME),
                        Column.words("phase", PHASE),
                        Column.figures("active users"),
                        Column.figures("in the week"),
                        Column.figures("by window"),
                        Column.figures("by weekly cap"),
                        Column.figures("on a day"),
                        Column.figures("locked out, min"),
                        Column.figures("spent after, h")),
                phase -> phase.people().weeks(),
                UserWeeks::name,
                (phase, row) -> List.of(
                        Figures.count(row.active() * scale),
                        Figures.share(row.week().any()),
                        Figures.share(row.week().byWindow()),
                        Figures.share(row.week().byCap()),
                        Figures.share(row.day().any()),
                        Figures.number(row.lockoutMinutes()),
                        Figures.number(per(row.window().p50(), HOUR))));
    }

    /** The limit that refuses most tries, by plan or tier and hour; those that met none are left out. */
    static Sheet whatBinds(RunSummary run) {
        return Sheets.byGroup(
                run,
                "What binds",
                "By local hour: the limit that refused most tries, and the share of the hours' tries that it refused.",
                List.of(
                        Column.words("plan or tier", NAME),
                        Column.words("phase", PHASE),
                        Column.words("hours, limit, share of tries", 112)),
                phase -> phase.people().binding().stream()
                        .filter(row -> row.hours().stream()
                                .anyMatch(hour -> !hour.limit().isEmpty()))
                        .toList(),
                Binding::name,
                (phase, row) -> List.of(spans(row.hours())));
    }

    /** Hours in a row with the same limit are one span: {@code 05–09 WINDOW_5H 2.10 %}. */
    private static String spans(List<Hour> hours) {
        List<String> texts = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= hours.size(); i++) {
            Hour before = hours.get(i - 1);
            boolean goesOn = i < hours.size()
                    && hours.get(i).hour() == before.hour() + 1
                    && hours.get(i).limit().equals(before.limit());
            if (!goesOn) {
                if (!before.limit().isEmpty()) {
                    texts.add(span(hours.subList(first, i)));
                }
                first = i;
            }
        }
        return String.join(", ", texts);
    }

    private static String span(List<Hour> hours) {
        Hour first = hours.get(0);
        double tries = 0;
        double denied = 0;
        for (Hour hour : hours) {
            tries += hour.tries();
            denied += hour.denied().getOrDefault(first.limit(), 0L);
        }
        int until = hours.get(hours.size() - 1).hour() + 1;
        return String.format(
                Locale.ROOT, "%02d–%02d %s %s", first.hour(), until, first.limit(), Figures.share(denied / tries));
    }

    /** Every reason for which a try was refused, none merged with another. */
    static Sheet reasons(RunSummary run) {
        Set<String> reasons = new TreeSet<>();
        run.phases()
                .forEach(phase -> phase.populations()
                        .forEach(each -> reasons.addAll(each.deniedShareBy().keySet())));
        List<Column> columns =
                new ArrayList<>(List.of(Column.words("plan or tier", NAME), Column.words("phase", PHASE)));
        reasons.forEach(reason -> columns.add(Column.figures(reason)));
        Sheet sheet = Sheets.byGroup(
                run,
                "Denials by reason",
                "Tries refused over tries, for every reason that occurred.",
                columns,
                Phase::populations,
                Population::name,
                (phase, row) -> reasons.stream()
                        .map(reason -> row.deniedShareBy().get(reason))
                        .map(share -> share == null ? "0 %" : Figures.share(share))
                        .toList());
        return reasons.isEmpty() ? new Sheet(sheet.title(), sheet.note(), columns, List.of()) : sheet;
    }

    /** Windows that denied their user, how fast they were spent, and how much was got from them. */
    static Sheet exhaustion(RunSummary run) {
        double scale = scale(run);
        return Sheets.byGroup(
                run,
                "Windows spent",
                "In the week before the phase. Time from the start of a window, or of a week, to its first denial. Credits, before any"
                        + " factor of the hour, that a user got from a window that denied, and their coefficient of variation: the higher,"
                        + " the less a user can foresee.",
                List.of(
                        Column.words("plan", NAME),
                        Column.words("phase", PHASE),
                        Column.figures("windows spent"),
                        Column.figures("window p50, h"),
                        Column.figures("window p90, h"),
                        Column.figures("weekly cap p50, d"),
                        Column.figures("weekly cap p90, d"),
                        Column.figures("credits got"),
                        Column.figures("variation")),
                phase -> phase.people().weeks().stream()
                        .filter(row ->
                                row.week().any().value() > 0 && !row.name().equals(People.ALL_PLANS))
                        .toList(),
                UserWeeks::name,
                (phase, row) -> List.of(
                        Figures.count(row.exhausted() * scale),
                        Figures.number(per(row.window().p50(), HOUR)),
                        Figures.number(per(row.window().p90(), HOUR)),
                        Figures.number(per(row.cap().p50(), DAY)),
                        Figures.number(per(row.cap().p90(), DAY)),
                        Figures.number(row.taken()),
                        Figures.number(row.takenVariation())));
    }

    /** How evenly use is spread over the users of a plan. */
    static Sheet fairness(RunSummary run) {
        double error = run.phases().stream()
                .flatMap(phase -> phase.people().weeks().stream())
                .mapToDouble(row -> row.fairness().giniError())
                .filter(each -> each > 0)
                .max()
                .orElse(0);
        return Sheets.byGroup(
                run,
                "Fairness of use",
                "Credits of active users in the week before the phase. Jain: 1 where all use the same. Gini: 0 where all use the same; for"
                        + " want of what differs within bins too small, by at most " + Figures.number(error) + "."
                        + " summary.json has the Lorenz curve.",
                List.of(
                        Column.words("plan", NAME),
                        Column.words("phase", PHASE),
                        Column.figures("Jain"),
                        Column.figures("Gini"),
                        Column.figures("used by the top 1 %"),
                        Column.figures("by the top 10 %")),
                phase -> phase.people().weeks(),
                UserWeeks::name,
                (phase, row) -> List.of(
                        Figures.number(row.fairness().jain()),
                        Figures.number(row.fairness().gini()),
                        Figures.share(row.fairness().top1()),
                        Figures.share(row.fairness().top10())));
    }

    /** From simulated cells to the fleet. */
    static double scale(RunSummary run) {
        return (double) run.fleetCells() / run.cells() / run.replications();
    }

    /** Seconds in another unit of time. */
    static Estimate per(Estimate seconds, double unit) {
        return new Estimate(seconds.value() / unit, seconds.halfWidth() / unit, seconds.n());
    }
}

package io.tidegate.report;

import io.tidegate.experiment.People.Batch;
import io.tidegate.experiment.RunSummary;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;

/** The sheets about batch jobs. */
final class BatchSheets {
    private BatchSheets() {}

    /** What became of the batch jobs of each tier; no rows where there are none. */
    static Sheet jobs(RunSummary run) {
        double scale = PeopleSheets.scale(run);
        return Sheets.byGroup(
                run,
                "Batch jobs",
                "Of the whole fleet, apart from all other requests. Refused: times that a job did not fit its organisation's queue, or its money"
                        + " was spent; it is handed in again. Expired: jobs of which requests were dropped. To finish: from a job's being taken"
                        + " to its last answer. Queued: requests of jobs taken and not done, mean and the sum of cells' peaks.",
                List.of(
                        Column.words("tier", PeopleSheets.NAME),
                        Column.words("phase", PeopleSheets.PHASE),
                        Column.figures("jobs"),
                        Column.figures("refused"),
                        Column.figures("lost"),
                        Column.figures("finished"),
                        Column.figures("expired"),
                        Column.figures("within 1 h"),
                        Column.figures("finish p50, h"),
                        Column.figures("finish p90, h"),
                        Column.figures("requests"),
                        Column.figures("served"),
                        Column.figures("queued"),
                        Column.figures("peak")),
                phase -> phase.people().batch(),
                Batch::name,
                (phase, row) -> List.of(
                        Figures.count(row.jobs() * scale),
                        Figures.count(refused(row) * scale),
                        Figures.count(row.lost() * scale),
                        Figures.count(row.finished() * scale),
                        Figures.count(row.expired() * scale),
                        Figures.share(row.withinHour()),
                        Figures.number(PeopleSheets.per(row.time().p50(), PeopleSheets.HOUR)),
                        Figures.number(PeopleSheets.per(row.time().p90(), PeopleSheets.HOUR)),
                        Figures.count(row.requests() * scale),
                        Figures.count(row.served() * scale),
                        Figures.count(row.queued() * scale),
                        Figures.count(row.peak() * scale)));
    }

    /** The rest about batch jobs; no rows where there are none. */
    static Sheet requests(RunSummary run) {
        double scale = PeopleSheets.scale(run);
        return Sheets.byGroup(
                run,
                "Requests of batch jobs",
                "Of the whole fleet. Open: jobs not over at the end, or waiting to be handed in again. Dropped: as their job had expired. Deepest: most"
                        + " requests that one organisation had queued in a cell.",
                List.of(
                        Column.words("tier", PeopleSheets.NAME),
                        Column.words("phase", PeopleSheets.PHASE),
                        Column.figures("open jobs"),
                        Column.words("refused for", 30),
                        Column.figures("dropped"),
                        Column.figures("too large"),
                        Column.figures("input tokens"),
                        Column.figures("of these cached"),
                        Column.figures("output tokens"),
                        Column.figures("deepest")),
                phase -> phase.people().batch(),
                Batch::name,
                (phase, row) -> List.of(
                        Figures.count(row.open() * scale),
                        reasons(row, scale),
                        Figures.count(row.dropped() * scale),
                        Figures.count(row.tooLarge() * scale),
                        Figures.count(row.inputTokens() * scale),
                        Figures.share(row.cachedTokens() / row.inputTokens()),
                        Figures.count(row.outputTokens() * scale),
                        Figures.count((double) row.deepest())));
    }

    private static double refused(Batch row) {
        return row.refused().values().stream().mapToLong(Long::longValue).sum();
    }

    private static String reasons(Batch row, double scale) {
        List<String> texts = new ArrayList<>();
        row.refused().forEach((reason, times) -> texts.add(reason + " " + Figures.count(times * scale)));
        return String.join(", ", texts);
    }
}

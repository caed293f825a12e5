package io.tidegate.report;

import io.tidegate.experiment.People.Part;
import io.tidegate.experiment.People.Service;
import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The sheets about who asked for what and how well it was served; too long for a terminal. */
final class UseSheets {
    private UseSheets() {}

    /** Everything about limits and people that only the page has, in reading order. */
    static List<Sheet> details(RunSummary run) {
        List<Sheet> sheets = new ArrayList<>(List.of(
                PeopleSheets.reasons(run),
                PeopleSheets.exhaustion(run),
                PeopleSheets.fairness(run),
                service(run),
                tasks(run),
                churn(run),
                BatchSheets.requests(run),
                parts(run, "Requests by kind", "kind", kindsNote(run), Service::byKind),
                parts(
                        run,
                        "Requests by region",
                        "region",
                        "none: single API requests, whose source is not placed.",
                        Service::byRegion)));
        sheets.removeIf(sheet -> sheet.rows().isEmpty());
        return sheets;
    }

    private static String kindsNote(RunSummary run) {
        String single = "single: API requests outside a session.";
        boolean batch =
                run.phases().stream().anyMatch(phase -> !phase.people().batch().isEmpty());
        return batch ? single + " batch: requests of batch jobs, which no other count contains." : single;
    }

    private static Sheet service(RunSummary run) {
        double scale = PeopleSheets.scale(run);
        return Sheets.byGroup(
                run,
                "Service levels",
                "Good: output tokens of requests whose TTFT and TPOT kept the service level of their model class. Down: minutes, of all"
                        + " simulated cells together, in which more tries than promised were refused by the service's own fault"
                        + " (QUEUE_FULL, OVERLOADED, SITE_DOWN). Credit: of the bill, if a whole month were like the phase.",
                List.of(
                        Column.words("plan or tier", PeopleSheets.NAME),
                        Column.words("phase", PeopleSheets.PHASE),
                        Column.figures("tries/request"),
                        Column.figures("good"),
                        Column.figures("good tokens/s"),
                        Column.figures("minutes"),
                        Column.figures("down"),
                        Column.figures("up"),
                        Column.figures("credit")),
                phase -> phase.people().services(),
                Service::name,
                (phase, row) -> List.of(
                        Figures.number(row.triesPerRequest()),
                        Figures.share(row.goodShare()),
                        Figures.count(row.goodTokensPerSecond() * scale),
                        Figures.count((double) row.sla().minutes()),
                        Figures.count((double) row.sla().down()),
                        Figures.share(row.sla().up()),
                        Figures.share(row.sla().credit())));
    }

    private static Sheet tasks(RunSummary run) {
        double scale = PeopleSheets.scale(run);
        return Sheets.byGroup(
                run,
                "Tasks and their tokens",
                "Of the whole fleet. Delayed: went on after waiting for a limit. Wasted: computed for tasks that were cut; kept: for tasks that"
                        + " a reserve let finish, or by agents with a checkpoint; redone: prompts computed again after waiting, a part of"
                        + " the others. Left: requests whose user did not wait for the first token, which no time to it counts, and the"
                        + " tokens computed for them until then. Paid: credits beyond usage windows.",
                List.of(
                        Column.words("plan or tier", PeopleSheets.NAME),
                        Column.words("phase", PeopleSheets.PHASE),
                        Column.figures("completed"),
                        Column.figures("delayed"),
                        Column.figures("cut"),
                        Column.figures("useful tokens"),
                        Column.figures("kept"),
                        Column.figures("wasted"),
                        Column.figures("redone"),
                        Column.figures("wasted, share"),
                        Column.figures("left"),
                        Column.figures("left, tokens"),
                        Column.figures("paid, credits")),
                phase -> phase.people().services().stream()
                        .filter(row -> row.abandoned()
                                        + row.tasks().completed()
                                        + row.tasks().cut()
                                        + row.tasks().delayed()
                                > 0)
                        .toList(),
                Service::name,
                (phase, row) -> List.of(
                        Figures.count(row.tasks().completed() * scale),
                        Figures.count(row.tasks().delayed() * scale),
                        Figures.count(row.tasks().cut() * scale),
                        Figures.count(row.tasks().usefulTokens() * scale),
                        Figures.count(row.tasks().keptTokens() * scale),
                        Figures.count(row.tasks().wastedTokens() * scale),
                        Figures.count(row.tasks().redoneTokens() * scale),
                        Figures.share(row.tasks().wastedShare()),
                        Figures.count(row.abandoned() * scale),
                        Figures.count(row.abandonedTokens() * scale),
                        Figures.count(row.paidCredits() * scale)));
    }

    private static Sheet churn(RunSummary run) {
        double scale = PeopleSheets.scale(run);
        return Sheets.byGroup(
                run,
                "Users who left, came back and moved",
                "Of the whole fleet, from the time from which accounts are followed to the end of the phase. Up: to a higher plan after"
                        + " a denial; down: to a lower plan after a week of little use; each from the plan and to it. Not started:"
                        + " sessions of users who had left.",
                List.of(
                        Column.words("plan or tier", PeopleSheets.NAME),
                        Column.words("phase", PeopleSheets.PHASE),
                        Column.figures("accounts"),
                        Column.figures("left"),
                        Column.figures("share"),
                        Column.figures("came back"),
                        Column.figures("up, out"),
                        Column.figures("up, in"),
                        Column.figures("down, out"),
                        Column.figures("down, in"),
                        Column.figures("not started")),
                phase -> phase.people().services().stream()
                        .filter(row -> row.churn().churned()
                                        + row.churn().notStarted()
                                        + row.churn().movedOut()
                                        + row.churn().movedIn()
                                        + row.churn().movedDownOut()
                                        + row.churn().movedDownIn()
                                > 0)
                        .toList(),
                Service::name,
                (phase, row) -> List.of(
                        Figures.count(row.churn().accounts() * scale),
                        Figures.count(row.churn().churned() * scale),
                        Figures.share(
                                (double) row.churn().churned() / row.churn().accounts()),
                        Figures.count(row.churn().wonBack() * scale),
                        Figures.count(row.churn().movedOut() * scale),
                        Figures.count(row.churn().movedIn() * scale),
                        Figures.count(row.churn().movedDownOut() * scale),
                        Figures.count(row.churn().movedDownIn() * scale),
                        Figures.count(row.churn().notStarted() * scale)));
    }

    /** One row a plan or tier, phase and part. */
    private static Sheet parts(
            RunSummary run, String title, String what, String note, Function<Service, List<Part>> partsOf) {
        double scale = PeopleSheets.scale(run);
        Set<String> names = new LinkedHashSet<>();
        run.phases().forEach(phase -> phase.people().services().forEach(row -> names.add(row.name())));
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            String first = name;
            for (Phase phase : run.phases()) {
                for (Service service : phase.people().services()) {
                    String label = phase.label();
                    for (Part part : service.name().equals(name) ? partsOf.apply(service) : List.<Part>of()) {
                        rows.add(List.of(
                                first,
                                label,
                                part.name(),
                                Figures.count(part.offered() * scale),
                                Figures.count(part.served() * scale),
                                Figures.count(part.denied() * scale)));
                        first = "";
                        label = "";
                    }
                }
            }
        }
        return new Sheet(
                title,
                "Requests offered and served, and tries denied, of the whole fleet. " + note,
                List.of(
                        Column.words("plan or tier", PeopleSheets.NAME),
                        Column.words("phase", PeopleSheets.PHASE),
                        Column.words(what, PeopleSheets.NAME),
                        Column.figures("offered"),
                        Column.figures("served"),
                        Column.figures("denied")),
                rows);
    }
}

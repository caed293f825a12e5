package io.tidegate.report;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Anchor;
import io.tidegate.experiment.RunSummary.Model;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.experiment.RunSummary.Quantiles;
import io.tidegate.experiment.RunSummary.Site;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The sheets of a report. Phases stand under one another within each plan, model class and site, so that before and after meet. */
final class Sheets {
    private static final int REASONS = 3;
    private static final int NAME = 16;
    private static final int PHASE = 17;

    private Sheets() {}

    /** All sheets with something in them that a terminal shows, in reading order. */
    static List<Sheet> of(RunSummary run) {
        List<Sheet> sheets = new ArrayList<>(VariantSheets.sideBySide(run));
        sheets.add(requests(run));
        sheets.add(PeopleSheets.whoIsLimited(run));
        sheets.add(PeopleSheets.whatBinds(run));
        sheets.add(byGroup(
                run,
                "Latency by plan and tier",
                "Queue wait: arrival at a replica to the first step with the request. TTFT: arrival to first token.",
                latencyColumns(Column.words("plan or tier", NAME), Column.figures("cached input")),
                Phase::populations,
                Population::name,
                (phase, row) -> latency(row.queueWait(), row.ttft(), List.of(Figures.share(row.cachedShare())))));
        sheets.add(models(run));
        sheets.add(byGroup(
                run,
                "Latency by model class",
                "",
                latencyColumns(Column.words("model class", NAME)),
                Phase::models,
                Model::name,
                (phase, row) -> latency(row.queueWait(), row.ttft(), List.of())));
        sheets.add(sites(run));
        sheets.add(BatchSheets.jobs(run));
        sheets.add(EngineSheets.serving(run));
        sheets.add(EngineSheets.outsideFit(run));
        sheets.add(run.variants().isEmpty() ? differences(run) : VariantSheets.differences(run));
        sheets.add(anchors(run));
        sheets.removeIf(sheet -> sheet.rows().isEmpty());
        return sheets;
    }

    /** The inputs that were assumed; empty when there are none. */
    static Sheet assumptions(RunSummary run) {
        List<List<String>> rows = new ArrayList<>();
        run.assumptions().forEach(a -> rows.add(List.of(a.path(), a.value(), a.source())));
        return new Sheet(
                "Assumed inputs",
                "Nobody outside the provider knows these values.",
                List.of(Column.words("input", 50), Column.words("value", 30), Column.words("why", 60)),
                rows);
    }

    private static Sheet requests(RunSummary run) {
        double scale = (double) run.fleetCells() / run.cells() / run.replications();
        return byGroup(
                run,
                "Requests by plan and tier",
                "Counts are of the whole fleet"
                        + (run.cells() == run.fleetCells()
                                ? ""
                                : ": the simulated cells' × " + Figures.number((double) run.fleetCells() / run.cells()))
                        + (run.replications() == 1 ? "." : ", the mean of " + run.replications() + " replications.")
                        + " Lost: requests given up after a denial. Denied: tries refused over tries.",
                List.of(
                        Column.words("plan or tier", NAME),
                        Column.words("phase", PHASE),
                        Column.figures("offered"),
                        Column.figures("served"),
                        Column.figures("lost"),
                        Column.figures("lost share"),
                        Column.figures("denied share"),
                        Column.words("denied by (share of tries)", 36),
                        Column.figures("cut sessions")),
                Phase::populations,
                Population::name,
                (phase, row) -> List.of(
                        Figures.count(row.offered() * scale),
                        Figures.count(row.served() * scale),
                        Figures.count(row.lost() * scale),
                        Figures.share(row.lostShare()),
                        Figures.share(row.deniedShare()),
                        reasons(row.deniedShareBy()),
                        Figures.count(row.cutSessions() * scale)));
    }

    private static Sheet models(RunSummary run) {
        return byGroup(
                run,
                "Model classes",
                "Utilisation: work over the time of the replicas on line, without the fixed cost of a step. Busy: with a batch."
                        + " TPOT: time per output token after the first.",
                List.of(
                        Column.words("model class", NAME),
                        Column.words("phase", PHASE),
                        Column.figures("replicas/cell"),
                        Column.figures("utilisation"),
                        Column.figures("busy"),
                        Column.figures("batch"),
                        Column.figures("TPOT p50"),
                        Column.figures("TPOT p90"),
                        Column.figures("TPOT p99")),
                Phase::models,
                Model::name,
                (phase, row) -> List.of(
                        Figures.number(row.replicas()),
                        Figures.share(row.utilisation()),
                        Figures.share(row.busy()),
                        Figures.number(row.batch()),
                        Figures.duration(row.tpot().p50()),
                        Figures.duration(row.tpot().p90()),
                        Figures.duration(row.tpot().p99())));
    }

    private static Sheet sites(RunSummary run) {
        return byGroup(
                run,
                "Sites",
                "Power of the whole site. Capped: share of power readings at the envelope.",
                List.of(
                        Column.words("site", NAME),
                        Column.words("phase", PHASE),
                        Column.figures("GPUs on line"),
                        Column.figures("utilisation"),
                        Column.figures("mean, MW"),
                        Column.figures("peak, MW"),
                        Column.figures("envelope, MW"),
                        Column.figures("peak of envelope"),
                        Column.figures("capped")),
                Phase::sites,
                Site::name,
                (phase, row) -> List.of(
                        Figures.count(row.gpus()),
                        Figures.share(row.utilisation()),
                        Figures.number(row.meanMegawatts()),
                        Figures.number(row.peakMegawatts()),
                        Figures.number(row.envelopeMegawatts()),
                        Figures.share(row.peakMegawatts() / row.envelopeMegawatts()),
                        Figures.share(row.cappedShare())));
    }

    private static Sheet differences(RunSummary run) {
        List<List<String>> rows = new ArrayList<>();
        String last = "";
        for (RunSummary.Difference each : run.differences()) {
            rows.add(List.of(
                    each.population().equals(last) ? "" : each.population(),
                    each.measure(),
                    each.from() + " to " + each.to(),
                    Figures.change(each.change()),
                    verdict(each.change())));
            last = each.population();
        }
        return new Sheet(
                "Changes between phases",
                "Later minus earlier, paired by cell: the same people and draws in both.",
                List.of(
                        Column.words("plan or tier", NAME),
                        Column.words("measure", 30),
                        Column.words("phases", 50),
                        Column.figures("change"),
                        Column.words("interval", 20)),
                rows);
    }

    /** Whether a change may be none. */
    static String verdict(Estimate change) {
        if (!change.isKnown()) {
            return "";
        }
        if (!change.hasInterval()) {
            return "no interval (n=" + change.n() + ")";
        }
        return StrictMath.abs(change.value()) > change.halfWidth() ? "excludes 0" : "includes 0";
    }

    /** What agrees needs no explanation: the last two columns are there where something does not. */
    private static Sheet anchors(RunSummary run) {
        boolean missed = run.anchors().stream().anyMatch(a -> !a.met());
        List<Column> columns = new ArrayList<>(List.of(
                Column.words("anchor", 36),
                Column.words("published", 40),
                Column.words("simulated", 34),
                Column.words("kind", 10),
                Column.words("verdict", 7)));
        if (missed) {
            columns.addAll(List.of(Column.words("accepted", 16), Column.words("why not", 40)));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Anchor anchor : run.anchors()) {
            List<String> row = new ArrayList<>(List.of(
                    anchor.name(),
                    anchor.published(),
                    anchor.simulated(),
                    anchor.kind(),
                    anchor.met() ? "met" : "NOT MET"));
            if (missed) {
                row.addAll(List.of(interval(anchor), anchor.why()));
            }
            rows.add(row);
        }
        return new Sheet(
                "Published figures beside the simulated",
                "Calibrated: an input was fitted to it. Predicted: it was not.",
                columns,
                rows);
    }

    private static String interval(Anchor anchor) {
        String unit = anchor.unit().isEmpty() ? "" : " " + anchor.unit();
        if (anchor.low() == anchor.high()) {
            return Figures.number(anchor.low()) + unit;
        }
        if (Double.isNaN(anchor.low())) {
            return "up to " + Figures.number(anchor.high()) + unit;
        }
        return Double.isNaN(anchor.high())
                ? "from " + Figures.number(anchor.low()) + unit
                : Figures.number(anchor.low()) + " to " + Figures.number(anchor.high()) + unit;
    }

    private static List<Column> latencyColumns(Column first, Column... more) {
        List<Column> columns = new ArrayList<>(List.of(first, Column.words("phase", PHASE)));
        for (String measure : List.of("wait", "TTFT")) {
            for (String quantile : List.of("p50", "p90", "p99")) {
                columns.add(Column.figures(measure + " " + quantile));
            }
        }
        columns.addAll(List.of(more));
        return columns;
    }

    private static List<String> latency(Quantiles wait, Quantiles ttft, List<String> more) {
        List<String> cells = new ArrayList<>();
        for (Quantiles each : List.of(wait, ttft)) {
            cells.add(Figures.duration(each.p50()));
            cells.add(Figures.duration(each.p90()));
            cells.add(Figures.duration(each.p99()));
        }
        cells.addAll(more);
        return cells;
    }

    private static String reasons(Map<String, Estimate> shares) {
        List<String> texts = shares.entrySet().stream()
                .filter(entry -> entry.getValue().value() > 0)
                .sorted(Comparator.<Map.Entry<String, Estimate>>comparingDouble(
                                entry -> -entry.getValue().value())
                        .thenComparing(Map.Entry::getKey))
                .map(entry ->
                        entry.getKey() + " " + Figures.share(entry.getValue().value()))
                .toList();
        String text = String.join(", ", texts.subList(0, StrictMath.min(REASONS, texts.size())));
        return texts.size() > REASONS ? text + ", …" : text;
    }

    /** One group of rows a name, one row a phase that has it. */
    static <T> Sheet byGroup(
            RunSummary run,
            String title,
            String note,
            List<Column> columns,
            Function<Phase, List<T>> rowsOf,
            Function<T, String> nameOf,
            BiFunction<Phase, T, List<String>> cells) {
        Set<String> names = new LinkedHashSet<>();
        run.phases().forEach(phase -> rowsOf.apply(phase).forEach(row -> names.add(nameOf.apply(row))));
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            String first = name;
            for (Phase phase : run.phases()) {
                for (T row : rowsOf.apply(phase)) {
                    if (nameOf.apply(row).equals(name)) {
                        List<String> line = new ArrayList<>(List.of(first, phase.label()));
                        line.addAll(cells.apply(phase, row));
                        rows.add(line);
                        first = "";
                    }
                }
            }
        }
        return new Sheet(title, note, columns, rows);
    }
}

package io.tidegate.report;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Difference;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.report.Sheet.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The sheets of a run with variants: what each gave, in columns, and by how much it differs from the first. */
final class VariantSheets {
    private static final int NAME = 16;
    private static final int MEASURE = 20;

    private VariantSheets() {}

    /** What is set side by side for every plan and tier, in this order; counts are of the whole fleet. */
    private static Map<String, Function<Population, String>> measures(RunSummary run) {
        double scale = (double) run.fleetCells() / run.cells() / run.replications();
        Map<String, Function<Population, String>> all = new LinkedHashMap<>();
        all.put("requests served", each -> Figures.count(each.served() * scale));
        all.put("requests lost", each -> Figures.share(each.lostShare()));
        all.put("tries denied", each -> Figures.share(each.deniedShare()));
        all.put("queue wait p90", each -> Figures.duration(each.queueWait().p90()));
        all.put("TTFT p50", each -> Figures.duration(each.ttft().p50()));
        all.put("TTFT p90", each -> Figures.duration(each.ttft().p90()));
        return all;
    }

    /** One sheet a phase, one column a variant; none without variants. */
    static List<Sheet> sideBySide(RunSummary run) {
        List<Sheet> sheets = new ArrayList<>();
        int variants = run.variants().size();
        for (int from = 0; variants > 0 && from < run.phases().size(); from += variants) {
            sheets.add(sideBySide(run, run.phases().subList(from, from + variants)));
        }
        return sheets;
    }

    private static Sheet sideBySide(RunSummary run, List<Phase> phases) {
        List<Column> columns = new ArrayList<>(List.of(Column.words("plan or tier", NAME), Column.words("", MEASURE)));
        phases.forEach(phase -> columns.add(Column.figures(phase.label())));
        List<List<String>> rows = new ArrayList<>();
        for (int p = 0; p < phases.get(0).populations().size(); p++) {
            int population = p;
            String name = phases.get(0).populations().get(p).name();
            for (Map.Entry<String, Function<Population, String>> measure :
                    measures(run).entrySet()) {
                List<String> row = new ArrayList<>(List.of(name, measure.getKey()));
                phases.forEach(phase ->
                        row.add(measure.getValue().apply(phase.populations().get(population))));
                rows.add(row);
                name = "";
            }
        }
        return new Sheet(
                "Variants side by side"
                        + (phases.size() < run.phases().size()
                                ? ", from " + phases.get(0).start()
                                : ""),
                "Counts are of the whole fleet. Lost: requests given up after a denial over requests offered. Denied: tries refused over"
                        + " tries.",
                columns,
                rows);
    }

    /** Changes from the first variant, those of a plan and measure under one another. */
    static Sheet differences(RunSummary run) {
        List<Difference> sorted = new ArrayList<>(run.differences());
        List<String> populations =
                sorted.stream().map(Difference::population).distinct().toList();
        List<String> measures =
                sorted.stream().map(Difference::measure).distinct().toList();
        sorted.sort(Comparator.<Difference>comparingInt(each -> populations.indexOf(each.population()))
                .thenComparingInt(each -> measures.indexOf(each.measure())));
        List<List<String>> rows = new ArrayList<>();
        String population = "";
        String measure = "";
        for (Difference each : sorted) {
            boolean other = !each.population().equals(population);
            rows.add(List.of(
                    other ? each.population() : "",
                    other || !each.measure().equals(measure) ? each.measure() : "",
                    each.from() + " to " + each.to(),
                    Figures.change(each.change()),
                    Sheets.verdict(each.change()),
                    Double.isNaN(each.saved()) ? Figures.UNKNOWN : "×" + Figures.number(each.saved())));
            population = each.population();
            measure = each.measure();
        }
        return new Sheet(
                "Changes between variants",
                "From the first variant of a phase to each other, paired by cell: the same people and draws in both. Saved: how many"
                        + " times as many runs it would take for this interval if each variant had its own draws.",
                List.of(
                        Column.words("plan or tier", NAME),
                        Column.words("measure", 30),
                        Column.words("variants", 60),
                        Column.figures("change"),
                        Column.words("interval", 20),
                        Column.figures("saved")),
                rows);
    }
}

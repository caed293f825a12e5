package io.tidegate.cli;

import io.tidegate.Dimension;
import io.tidegate.experiment.MeasureInfo;
import io.tidegate.experiment.Measures;
import io.tidegate.report.Sheet;
import io.tidegate.report.Sheet.Column;
import io.tidegate.scenario.Quantity;
import java.util.ArrayList;
import java.util.List;

/** What can be measured, as a table. */
final class MeasureSheets {
    private static final String NOTE =
            "What conditions, sweeps and comparisons name, such as p99(ttft){plan=pro,phase=after}. Every measure also"
                    + " has the labels phase and variant, where a scenario has several; without a label it is of all"
                    + " together. One of plan, tier, model and site at a time; region and kind go with plan and tier, and TTFT by"
                    + " them needs both and a plan or tier.";

    private MeasureSheets() {}

    static List<Sheet> measures() {
        List<List<String>> rows = new ArrayList<>();
        for (MeasureInfo each : Measures.all()) {
            rows.add(List.of(
                    each.measure(),
                    String.join(", ", each.of()),
                    kind(each.dimension()),
                    String.join(", ", each.labels()),
                    each.moreIsWorse() ? "more" : "less",
                    each.description()));
        }
        return List.of(new Sheet(
                "Measures",
                NOTE,
                List.of(
                        Column.words("measure", 20),
                        Column.words("of", 24),
                        Column.words("written", 16),
                        Column.words("labels", 33),
                        Column.words("worse", 5),
                        Column.words("what it is", 52)),
                rows));
    }

    private static String kind(Dimension dimension) {
        return "as " + Quantity.example(dimension);
    }
}

package io.tidegate.cli;

import io.tidegate.report.Figures;
import io.tidegate.report.Sheet;
import io.tidegate.report.Sheet.Column;
import io.tidegate.scenario.Catalog;
import io.tidegate.scenario.PublishedLimit;
import io.tidegate.scenario.TokenPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Published limits and prices as tables. */
final class PublishedSheets {
    private PublishedSheets() {}

    /** Limits that are for the same in one row. */
    static List<Sheet> limits() {
        List<List<String>> rows = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        List<PublishedLimit> all = Catalog.limits();
        for (int i = 0; i < all.size(); i++) {
            PublishedLimit limit = all.get(i);
            text.append(text.isEmpty() ? "" : ", ")
                    .append(figure(limit.value()))
                    .append(limit.limit());
            if (i + 1 == all.size() || !limit.isBeside(all.get(i + 1))) {
                rows.add(List.of(
                        limit.provider(),
                        limit.holder(),
                        limit.scope(),
                        limit.since(),
                        text + "; per " + limit.per(),
                        limit.source()));
                text.setLength(0);
            }
        }
        return List.of(new Sheet(
                "Published limits",
                "As far as they are published, second hand where it says so. What a scenario can carry of the first provider's, it takes with"
                        + " 'extends: [its.yaml, catalog:limits-2026-04]', or catalog:limits-2026-05 for those since 6 May 2026.",
                List.of(
                        Column.words("provider", 12),
                        Column.words("plan or tier", 16),
                        Column.words("of", 16),
                        Column.words("since", 20),
                        Column.words("limits", 44),
                        Column.words("source", 60)),
                rows));
    }

    private static String figure(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        String format = value == StrictMath.rint(value) ? "%,.0f " : "%.1f ";
        return String.format(Locale.ROOT, format, value);
    }

    /** List prices of tokens. */
    static List<Sheet> prices() {
        List<List<String>> rows = new ArrayList<>();
        for (TokenPrice price : Catalog.prices()) {
            rows.add(List.of(
                    price.model(),
                    Figures.number(price.input()),
                    Figures.number(price.cacheWrite()),
                    Figures.number(price.cacheWriteHour()),
                    Figures.number(price.cacheRead()),
                    Figures.number(price.output()),
                    price.source()));
        }
        return List.of(new Sheet(
                "Published prices",
                "USD per million tokens.",
                List.of(
                        Column.words("model", 12),
                        Column.figures("input"),
                        Column.figures("write, 5 min"),
                        Column.figures("write, 1 h"),
                        Column.figures("read"),
                        Column.figures("output"),
                        Column.words("source", 84)),
                rows));
    }
}

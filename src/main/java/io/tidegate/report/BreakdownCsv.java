package io.tidegate.report;

import io.tidegate.experiment.Counted;
import io.tidegate.experiment.Crossing;
import io.tidegate.experiment.Crossing.Part;
import io.tidegate.experiment.Crossing.Phase;
import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.Measured;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.Replicates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * {@code breakdown.csv} of a report: requests by plan or tier, region and kind together, a line for every combination that had
 * any in a phase, in the scenario's order.
 *
 * <p>Columns, in this order:
 *
 * <ul>
 *   <li>{@code phase}, {@code variant} (empty without variants), {@code plan} or {@code tier} (the other is empty), {@code region}
 *       ({@code none} for requests whose source has no place: single API requests and batch jobs), {@code kind} ({@code chat},
 *       {@code coding}, {@code subagent}, {@code agent}, {@code single}, {@code batch});
 *   <li>sums over the simulated cells and replications: those of {@link Counted}, and for every reason {@code denied_REASON}, tries
 *       refused for it;
 *   <li>{@code fleet_offered}, {@code fleet_served}, {@code fleet_lost}, {@code fleet_attempts}: the same scaled to the fleet; then
 *       the measures of their names, {@code denied_share_REASON} by reason, {@code goodput} in tokens per second of the fleet, and
 *       seconds to the first token {@code ttft_p50} to {@code ttft_mean}. After each comes its {@code _half_width} of the 95 %
 *       interval over cells. What is not known, as too few were observed, is empty.
 * </ul>
 *
 * <p>Batch jobs are in no other file's counts by plan or tier. Their requests are tried, refused and given up by the job.
 */
public final class BreakdownCsv {
    /** Name of the file in its folder. */
    public static final String NAME = "breakdown.csv";

    private static final List<String> SCALED = List.of("offered", "served", "lost", "attempts");

    private BreakdownCsv() {}

    /** The whole file, with line feeds. */
    public static String text(Measured measured) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (Phase phase : measured.crossing().phases()) {
            phase.parts().forEach(part -> rows.add(row(measured, phase, part)));
        }
        return Csv.text(header(), rows);
    }

    private static List<String> header() {
        List<String> names = new ArrayList<>(List.of("phase", "variant", "plan", "tier", "region", "kind"));
        for (Counted each : Counted.values()) {
            names.add(each.word());
        }
        for (String reason : Crossing.REASONS) {
            names.add("denied_" + reason);
        }
        for (MeasureName name : measures(new TreeMap<>())) {
            String column = SCALED.contains(name.measure())
                    ? "fleet_" + name.measure()
                    : name.of().isEmpty() ? name.measure() : name.of() + "_" + name.measure();
            String reason = name.labels().get("reason");
            names.add(reason == null ? column : column + "_" + reason);
            names.add(names.get(names.size() - 1) + "_half_width");
        }
        return names;
    }

    /** The values of a combination, in the order of columns. */
    private static List<MeasureName> measures(NavigableMap<String, String> labels) {
        List<MeasureName> all = new ArrayList<>();
        for (String measure : Crossing.MEASURES) {
            all.add(new MeasureName(measure, "", labels));
            if (measure.equals("denied_share")) {
                for (String reason : Crossing.REASONS) {
                    all.add(new MeasureName(measure, "", labels).with("reason", reason));
                }
            }
        }
        Crossing.TIMES.forEach(time -> all.add(new MeasureName(time, Crossing.TTFT, labels)));
        return all;
    }

    private static List<String> row(Measured measured, Phase phase, Part part) {
        NavigableMap<String, String> labels = new TreeMap<>(phase.labels());
        labels.put(part.api() ? "tier" : "plan", part.who());
        labels.put("region", part.region());
        labels.put("kind", part.kind());
        List<String> row = new ArrayList<>();
        for (String label : List.of("phase", "variant", "plan", "tier", "region", "kind")) {
            row.add(Csv.words(labels.getOrDefault(label, "")));
        }
        for (Counted each : Counted.values()) {
            row.add(Long.toString(part.total(each.word())));
        }
        for (String reason : Crossing.REASONS) {
            row.add(Long.toString(part.total(reason)));
        }
        for (MeasureName name : measures(labels)) {
            Replicates value = measured.get(name);
            Estimate estimate = value == null ? Estimate.UNKNOWN : value.estimate();
            row.add(Csv.number(estimate.value()));
            row.add(Csv.number(estimate.halfWidth()));
        }
        return row;
    }
}

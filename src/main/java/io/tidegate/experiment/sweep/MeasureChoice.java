package io.tidegate.experiment.sweep;

import io.tidegate.experiment.MeasureInfo;
import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.MeasureReader;
import io.tidegate.experiment.Measures;
import io.tidegate.experiment.Scope;
import io.tidegate.experiment.TextException;
import io.tidegate.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Measures by the names that people choose them by: without a phase or variant, those of all phases and variants. */
public final class MeasureChoice {
    /** What a table shows where nothing is chosen, the first of them first. */
    private static final List<String> USUAL = List.of("p50(ttft)", "denied_share", "utilisation", "p90(ttft)");

    private static final int MOST = 6;

    private MeasureChoice() {}

    /**
     * The canonical names of what was chosen, in the order of phases and variants.
     *
     * @param text a name
     * @param labels of everything that is simulated, see {@link SweepHead}
     * @param scenario has the phases, plans, tiers, models, sites and regions
     * @throws IllegalArgumentException if there is no such measure; the message says what there is
     */
    public static List<String> names(String text, List<String> labels, Scenario scenario) {
        Set<String> variants = new LinkedHashSet<>();
        for (String each : labels) {
            Optional.ofNullable(where(each).get("variant")).ifPresent(variants::add);
        }
        try {
            return expanded(MeasureReader.read(text, Scope.of(scenario, List.copyOf(variants))::values), labels);
        } catch (TextException bad) {
            throw new IllegalArgumentException(bad.located(text), bad);
        }
    }

    /** What the measure of a canonical name is; nothing where there is none of that name. */
    public static Optional<MeasureInfo> info(String name) {
        return Measures.info(MeasureName.parse(name).measure());
    }

    /** The phase and variant that labels say, such as {@code {phase=after}}. */
    static Map<String, String> where(String labels) {
        return MeasureName.parse("all" + labels).labels();
    }

    private static List<String> expanded(MeasureName name, List<String> labels) {
        List<String> all = new ArrayList<>();
        for (String each : labels) {
            MeasureName full = name;
            boolean fits = true;
            for (Map.Entry<String, String> label : where(each).entrySet()) {
                fits &= name.labels()
                        .getOrDefault(label.getKey(), label.getValue())
                        .equals(label.getValue());
                full = full.with(label.getKey(), label.getValue());
            }
            if (fits) {
                all.add(full.toString());
            }
        }
        return all;
    }

    /** What a table shows where nothing is chosen: some headline measures of all phases and variants, or of the last ones. */
    public static List<String> usual(List<String> labels) {
        List<String> shown = labels.size() <= MOST ? labels : labels.subList(labels.size() - MOST, labels.size());
        List<String> names = new ArrayList<>();
        for (String measure : USUAL) {
            if (names.size() + shown.size() <= MOST) {
                names.addAll(expanded(MeasureName.parse(measure), shown));
            }
        }
        return names;
    }
}

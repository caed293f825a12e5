package io.tidegate.experiment.sweep;

import io.tidegate.experiment.MeasureInfo;
import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.Measures;
import io.tidegate.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures by the names that people choose them by: without a phase or variant, those of all phases and variants. */
public final class MeasureChoice {
    private static final Pattern NAME = Pattern.compile("([a-z]\\w*?)(?:\\(([a-z]\\w*)\\))?(?:\\{(.*)})?");

    /** What a table shows where nothing is chosen, the first of them first. */
    private static final List<String> USUAL = List.of("p50(ttft)", "denied_share", "utilisation", "p90(ttft)");

    private static final int MOST = 6;

    private MeasureChoice() {}

    /**
     * Reads a canonical name, labels in any order.
     *
     * @throws IllegalArgumentException if the text has not the form of one
     */
    static MeasureName parse(String text) {
        Matcher matcher = NAME.matcher(text.replaceAll("\\s", ""));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("need a name such as p99(ttft){phase=after,plan=pro}");
        }
        Map<String, String> labels = new TreeMap<>();
        String inside = matcher.group(3) == null ? "" : matcher.group(3);
        for (String part : inside.isEmpty() ? List.<String>of() : List.of(inside.split(",", -1))) {
            int split = part.indexOf('=');
            if (split < 1 || labels.put(part.substring(0, split), part.substring(split + 1)) != null) {
                throw new IllegalArgumentException("need labels such as {phase=after,plan=pro}");
            }
        }
        MeasureName name = MeasureName.of(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
        for (Map.Entry<String, String> label : labels.entrySet()) {
            name = name.with(label.getKey(), label.getValue());
        }
        return name;
    }

    /** What a measure is, by a name of it; nothing where there is none of that name. */
    public static Optional<MeasureInfo> info(String name) {
        MeasureName parsed = parse(name);
        return Measures.all().stream()
                .filter(each -> each.measure().equals(parsed.measure()))
                .filter(each ->
                        each.of().isEmpty() ? parsed.of().isEmpty() : each.of().contains(parsed.of()))
                .findFirst();
    }

    /**
     * The canonical names of what was chosen, in the order of phases and variants.
     *
     * @param text a name
     * @param labels of everything that is simulated, see {@link SweepHead}
     * @param scenario has the plans, tiers, models and sites
     * @throws IllegalArgumentException if there is no such measure; the message says what there is
     */
    public static List<String> names(String text, List<String> labels, Scenario scenario) {
        MeasureName name = parse(text);
        MeasureInfo info = info(text)
                .orElseThrow(() -> new IllegalArgumentException("no such measure; there are "
                        + String.join(
                                ", ",
                                Measures.all().stream()
                                        .map(MeasureChoice::shown)
                                        .toList())));
        name.labels().forEach((label, value) -> {
            Set<String> known = known(label, labels, scenario);
            boolean may = info.labels().contains(label) || label.equals("phase") || label.equals("variant");
            if (!may || !(known.isEmpty() || known.contains(value))) {
                throw new IllegalArgumentException("no " + label + "=" + value + " of it; its labels are phase, variant"
                        + String.join(
                                "",
                                info.labels().stream().map(each -> ", " + each).toList())
                        + (may ? ", and " + label + " is one of " + String.join(", ", known) : ""));
            }
        });
        return expanded(name, labels);
    }

    private static String shown(MeasureInfo info) {
        return info.measure() + (info.of().isEmpty() ? "" : "(" + String.join("|", info.of()) + ")");
    }

    private static Set<String> known(String label, List<String> labels, Scenario scenario) {
        Set<String> known = new LinkedHashSet<>();
        switch (label) {
            case "plan" -> scenario.demand().plans().forEach(each -> known.add(each.name()));
            case "tier" -> scenario.demand().api().tiers().forEach(each -> known.add(each.name()));
            case "model" -> scenario.models().forEach(each -> known.add(each.name()));
            case "site" -> scenario.supply().sites().forEach(each -> known.add(each.name()));
            case "phase", "variant" -> {
                for (String each : labels) {
                    known.add(parse("x" + each).labels().getOrDefault(label, ""));
                }
            }
            default -> {
                // Reasons are told apart only once they occur.
            }
        }
        return known;
    }

    private static List<String> expanded(MeasureName name, List<String> labels) {
        List<String> all = new ArrayList<>();
        for (String each : labels) {
            MeasureName run = parse("x" + each);
            MeasureName full = name;
            boolean fits = true;
            for (Map.Entry<String, String> label : run.labels().entrySet()) {
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
                names.addAll(expanded(parse(measure), shown));
            }
        }
        return names;
    }
}

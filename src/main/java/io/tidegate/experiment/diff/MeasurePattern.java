package io.tidegate.experiment.diff;

import io.tidegate.experiment.MeasureInfo;
import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.Measures;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which measured values are meant: {@code p90(ttft){plan=pro}} is that of the plan in every phase and variant. {@code *} is any value
 * of a label. Labels that are not named must not be there, but for phase and variant.
 *
 * @param measure such as {@code p90}
 * @param of the quantity; empty where the measure has none
 * @param labels wanted, sorted
 */
public record MeasurePattern(String measure, String of, NavigableMap<String, String> labels) {
    private static final Pattern FORM =
            Pattern.compile("\\s*(\\w+)\\s*(?:\\(\\s*(\\w+)\\s*\\))?\\s*(?:\\{(.*)\\})?\\s*");
    private static final Pattern LABEL =
            Pattern.compile("\\s*(\\w+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,\"=]*[^,\"=\\s]))\\s*(,|$)");
    private static final String ANY = "*";
    private static final List<String> EVERYWHERE = List.of("phase", "variant");

    public MeasurePattern {
        labels = Collections.unmodifiableNavigableMap(new TreeMap<>(labels));
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none, or of a measure, quantity or label that there is not; the message says what is
     */
    public static MeasurePattern parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("need a measure, such as p90(ttft){plan=pro}, found '" + text + "'");
        }
        String of = form.group(2) == null ? "" : form.group(2);
        NavigableMap<String, String> labels = new TreeMap<>();
        String within = form.group(3) == null ? "" : form.group(3);
        Matcher label = LABEL.matcher(within);
        int at = 0;
        while (at < within.length()) {
            if (!label.find(at) || label.start() != at) {
                throw new IllegalArgumentException("need labels such as {plan=pro,phase=after}, found '" + text + "'");
            }
            String value = label.group(3) == null ? label.group(2).replaceAll("(?s)\\\\(.)", "$1") : label.group(3);
            labels.put(label.group(1), value);
            at = label.end();
        }
        MeasurePattern pattern = new MeasurePattern(form.group(1), of, labels);
        pattern.check();
        return pattern;
    }

    private void check() {
        MeasureInfo info = info(measure);
        if (!(info.of().isEmpty() ? of.isEmpty() : info.of().contains(of))) {
            throw new IllegalArgumentException(
                    info.of().isEmpty()
                            ? measure + " is of nothing, write it without (" + of + ")"
                            : measure + " is of one of " + String.join(", ", info.of()) + ", such as " + measure + "("
                                    + info.of().get(0) + ")");
        }
        for (String label : labels.keySet()) {
            if (!info.labels().contains(label) && !EVERYWHERE.contains(label)) {
                throw new IllegalArgumentException(measure + " has no label '" + label + "', only "
                        + String.join(", ", info.labels()) + ", " + String.join(", ", EVERYWHERE));
            }
        }
    }

    /**
     * What a measure is.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static MeasureInfo info(String measure) {
        return Measures.all().stream()
                .filter(each -> each.measure().equals(measure))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no measure is called '" + measure + "'; there are "
                        + String.join(
                                ", ",
                                Measures.all().stream()
                                        .map(MeasureInfo::measure)
                                        .toList())));
    }

    /** Whether a value is meant. */
    public boolean matches(MeasureName name) {
        if (!name.measure().equals(measure) || !name.of().equals(of)) {
            return false;
        }
        for (Map.Entry<String, String> wanted : labels.entrySet()) {
            String found = name.labels().get(wanted.getKey());
            if (found == null
                    || !(wanted.getValue().equals(ANY) || wanted.getValue().equals(found))) {
                return false;
            }
        }
        return name.labels().keySet().stream()
                .allMatch(label -> labels.containsKey(label) || EVERYWHERE.contains(label));
    }

    @Override
    public String toString() {
        return new MeasureName(measure, of, labels).toString();
    }
}

package io.tidegate.experiment.expect;

import io.tidegate.experiment.MeasureInfo;
import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.Measures;
import io.tidegate.scenario.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the name of a measured value, and checks that the scenario has what it names. */
final class MeasureReader {
    /** Labels of which a value has at most one: nothing was measured by two of them. */
    private static final List<String> WHERE = List.of("plan", "tier", "model", "site");

    private static final Pattern PLAIN_VALUE = Pattern.compile("[^,}\"]*");
    private static final Pattern QUOTED_VALUE = Pattern.compile("\"(?:[^\\\\\"]|\\\\.)*+\"");

    private final Scope scope;
    private final Cursor in;

    MeasureReader(Scope scope, Cursor in) {
        this.scope = scope;
        this.in = in;
    }

    static Optional<MeasureInfo> info(String measure) {
        return Measures.all().stream()
                .filter(each -> each.measure().equals(measure))
                .findFirst();
    }

    /** Reads what follows a measure's word. */
    MeasureName read(MeasureInfo info, int column) throws ConditionException {
        String of = of(info, column);
        Map<String, String> labels = new TreeMap<>();
        if (in.accept("{")) {
            labels(info, labels);
        }
        while (in.accept(".")) {
            int at = in.column();
            String place = in.word(scope::isPlace);
            if (!scope.isPlace(place)) {
                throw unknown(scope.variants().isEmpty() ? "a phase" : "a phase or variant", places(), place, at);
            }
            put(labels, scope.labelOf(place, labels.keySet()), place, at);
        }
        settle(info, labels, "phase", column);
        settle(info, labels, "variant", column);
        MeasureName name = MeasureName.of(info.measure(), of);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            name = name.with(label.getKey(), label.getValue());
        }
        return name;
    }

    private String of(MeasureInfo info, int column) throws ConditionException {
        String choices = info.of().stream()
                .map(each -> info.measure() + "(" + each + ")")
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        if (!in.accept("(")) {
            if (!info.of().isEmpty()) {
                throw new ConditionException("say of what: one of " + choices, column);
            }
            return "";
        }
        int at = in.column();
        if (info.of().isEmpty()) {
            throw new ConditionException(info.measure() + " is of nothing; write it without '('", at);
        }
        String of = in.word(info.of()::contains);
        if (!info.of().contains(of)) {
            throw unknown("what " + info.measure() + " is of", info.of(), of, at);
        }
        in.expect(")", "')' after " + info.measure() + "(" + of);
        return of;
    }

    private void labels(MeasureInfo info, Map<String, String> labels) throws ConditionException {
        List<String> known = new ArrayList<>(info.labels());
        known.add("phase");
        known.add("variant");
        do {
            int at = in.column();
            String label = in.word(known::contains);
            if (!known.contains(label)) {
                throw unknown("a label of " + info.measure(), known, label, at);
            }
            in.expect("=", "'=' and a value after " + label);
            int valueAt = in.column();
            String value = value();
            List<String> values = scope.values(label);
            if (values.isEmpty()) {
                throw new ConditionException("the scenario has no " + label + "s", at);
            }
            if (!values.contains(value)) {
                throw unknown("a " + label, values, value, valueAt);
            }
            put(labels, label, value, at);
        } while (in.accept(","));
        in.expect("}", "',' or '}' after a label");
    }

    private String value() {
        if (in.peek() == '"') {
            String quoted = in.take(QUOTED_VALUE);
            return quoted.isEmpty()
                    ? ""
                    : quoted.substring(1, quoted.length() - 1).replaceAll("(?s)\\\\(.)", "$1");
        }
        return in.take(PLAIN_VALUE).strip();
    }

    private static void put(Map<String, String> labels, String label, String value, int column)
            throws ConditionException {
        String other = labels.keySet().stream()
                .filter(each -> each.equals(label) || (WHERE.contains(each) && WHERE.contains(label)))
                .findFirst()
                .orElse("");
        if (other.equals(label)) {
            throw new ConditionException(
                    "a second " + label + ", '" + value + "' after '" + labels.get(label) + "'", column);
        }
        if (!other.isEmpty()) {
            throw new ConditionException(
                    "nothing is measured by " + other + " and " + label + " together; leave one out", column);
        }
        labels.put(label, value);
    }

    /** Fills in a phase or variant where there is only one, and asks for it where there are several. */
    private void settle(MeasureInfo info, Map<String, String> labels, String label, int column)
            throws ConditionException {
        List<String> values = scope.values(label);
        if (labels.containsKey(label) || values.isEmpty()) {
            return;
        }
        if (values.size() > 1) {
            throw new ConditionException(
                    "say in which " + label + " " + info.measure() + " is meant, such as ." + values.get(0)
                            + ": one of " + String.join(", ", values),
                    column);
        }
        labels.put(label, values.get(0));
    }

    /** Names of phases and variants. */
    List<String> places() {
        List<String> places = new ArrayList<>(scope.phases());
        places.addAll(scope.variants());
        return places;
    }

    static ConditionException unknown(String what, List<String> choices, String found, int column) {
        return new ConditionException(
                "need " + what + ", one of " + String.join(", ", choices) + ", found "
                        + (found.isEmpty() ? "nothing" : Suggestion.quote(found)) + Suggestion.of(found, choices),
                column);
    }
}

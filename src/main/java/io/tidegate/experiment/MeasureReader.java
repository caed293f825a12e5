package io.tidegate.experiment;

import io.tidegate.scenario.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads names of measured values as people write them: with spaces, labels in any order, and values with or without quotes. What
 * there is not is refused, with what there is.
 */
public final class MeasureReader {
    /** Labels of which a value has at most one: nothing was measured by two of them. */
    private static final List<String> WHERE = List.of("plan", "tier", "model", "site");

    /** Labels that do not go with region or kind. */
    private static final List<String> HARDWARE = List.of("model", "site");

    private static final Pattern PLAIN_VALUE = Pattern.compile("[^,}=\"]*");
    private static final Pattern QUOTED_VALUE = Pattern.compile("\"(?:[^\\\\\"]|\\\\.)*+\"", Pattern.DOTALL);

    /** What labels may say. */
    public interface Values {
        /** Values that a label may have, empty where there is nothing of the kind; nothing where it may have any. */
        @Nullable
        List<String> of(String label);
    }

    private final Cursor in;
    private final Values values;

    /** A reader of what comes next at a place, which moves along. */
    public MeasureReader(Cursor in, Values values) {
        this.in = in;
        this.values = values;
    }

    /**
     * Reads a text that is the name of a measured value and nothing else.
     *
     * @throws TextException if it is none
     */
    public static MeasureName read(String text, Values values) throws TextException {
        Cursor in = new Cursor(text);
        List<String> measures = measures();
        int column = in.column();
        String word = in.word(measures::contains);
        Optional<MeasureInfo> info = Measures.info(word);
        if (info.isEmpty()) {
            throw unknown("a measure", measures, word, column);
        }
        MeasureName name = new MeasureReader(in, values).rest(info.get(), column);
        requireEnd(in);
        return name;
    }

    /** The words of all measures. */
    public static List<String> measures() {
        return Measures.all().stream().map(MeasureInfo::measure).toList();
    }

    /** Reads a text in the form of a name, whatever measure and labels it names. */
    static MeasureName form(String text) throws TextException {
        Cursor in = new Cursor(text);
        MeasureReader reader = new MeasureReader(in, label -> null);
        String word = in.word(any -> true);
        MeasureName name = reader.labels(MeasureName.of(word, reader.of(word, null, 1)), null);
        requireEnd(in);
        return name;
    }

    private static void requireEnd(Cursor in) throws TextException {
        if (!in.atEnd()) {
            throw new TextException("need the end of the name, found " + in.rest(), in.column());
        }
    }

    /**
     * Reads what follows a measure's word: what it is of, and labels.
     *
     * @param column of the word
     */
    public MeasureName rest(MeasureInfo info, int column) throws TextException {
        MeasureName name = MeasureName.of(info.measure(), of(info.measure(), info.of(), column));
        List<String> known = new ArrayList<>(info.labels());
        known.addAll(MeasureInfo.EVERYWHERE);
        MeasureName whole = labels(name, known);
        requireCounted(whole, column);
        return whole;
    }

    /** Of what passes with time only TTFT is kept by region and kind, and that of whole combinations. */
    private static void requireCounted(MeasureName name, int column) throws TextException {
        if (name.of().isEmpty() || !Crossing.isAbout(name)) {
            return;
        }
        if (!name.of().equals(Crossing.TTFT)) {
            throw new TextException(
                    name.of() + " is not measured by region and kind; " + Crossing.TTFT + " is", column);
        }
        if (!Crossing.isWhole(name)) {
            throw new TextException(
                    name.measure() + "(" + name.of() + ") by region or kind needs all three of plan or tier, region and"
                            + " kind, as quantiles of parts do not add up",
                    column);
        }
    }

    /** Reads what a measure is of; it may be anything where nothing is said of what there is. */
    private String of(String measure, @Nullable List<String> known, int column) throws TextException {
        if (!in.accept("(")) {
            if (known != null && !known.isEmpty()) {
                throw new TextException(
                        "say of what: one of "
                                + String.join(
                                        ", ",
                                        known.stream()
                                                .map(each -> measure + "(" + each + ")")
                                                .toList()),
                        column);
            }
            return "";
        }
        int at = in.column();
        if (known != null && known.isEmpty()) {
            throw new TextException(measure + " is of nothing; write it without '('", at);
        }
        String of = in.word(word -> known == null || known.contains(word));
        if (known != null && !known.contains(of)) {
            throw unknown("what " + measure + " is of", known, of, at);
        }
        in.expect(")", "')' after " + measure + "(" + of);
        return of;
    }

    private MeasureName labels(MeasureName of, @Nullable List<String> known) throws TextException {
        MeasureName name = of;
        if (!in.accept("{")) {
            return name;
        }
        do {
            int at = in.column();
            String label = in.word(word -> known == null || known.contains(word));
            if (known != null && !known.contains(label)) {
                throw unknown("a label of " + name.measure(), known, label, at);
            }
            in.expect("=", "'=' and a value after " + label);
            name = with(name, label, value(label, at), at);
        } while (in.accept(","));
        in.expect("}", "',' or '}' after a label");
        return name;
    }

    private String value(String label, int column) throws TextException {
        int at = in.column();
        String value = in.peek() == '"'
                ? MeasureName.unquoted(in.take(QUOTED_VALUE))
                : in.take(PLAIN_VALUE).strip();
        List<String> may = values.of(label);
        if (may != null && may.isEmpty()) {
            throw new TextException("the scenario has no " + label + "s", column);
        }
        if (may != null && !may.contains(value)) {
            throw unknown("a " + label, may, value, at);
        }
        return value;
    }

    /**
     * A name with a label more.
     *
     * @param column of the label
     * @throws TextException if it has that label already, or one that goes with it nowhere
     */
    public static MeasureName with(MeasureName name, String label, String value, int column) throws TextException {
        String given = name.labels().get(label);
        if (given != null) {
            throw new TextException("a second " + label + ", '" + value + "' after '" + given + "'", column);
        }
        for (String other : name.labels().keySet()) {
            if (areApart(other, label) || areApart(label, other)) {
                throw new TextException(
                        "nothing is measured by " + other + " and " + label + " together; leave one out", column);
            }
        }
        return name.with(label, value);
    }

    private static boolean areApart(String label, String other) {
        return WHERE.contains(label)
                && (WHERE.contains(other) || (HARDWARE.contains(label) && Crossing.LABELS.contains(other)));
    }

    /** That a word is none of those that there are. */
    public static TextException unknown(String what, List<String> choices, String found, int column) {
        return new TextException(
                "need " + what + ", one of " + String.join(", ", choices) + ", found "
                        + (found.isEmpty() ? "nothing" : Suggestion.quote(found)) + Suggestion.of(found, choices),
                column);
    }
}

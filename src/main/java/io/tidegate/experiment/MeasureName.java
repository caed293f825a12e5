package io.tidegate.experiment;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The name of a measured value: what it is, of which quantity, and where. Its text is canonical, such as
 * {@code p99(ttft){phase=after,plan=pro}}; the value of a label that is more than a word is quoted.
 *
 * @param measure such as {@code p99} or {@code denied_share}
 * @param of the quantity, such as {@code ttft}; empty where the measure has none
 * @param labels such as phase and plan, sorted; what is not labelled is all of it together
 */
public record MeasureName(String measure, String of, NavigableMap<String, String> labels)
        implements Comparable<MeasureName> {
    /** A label's value that needs no quotes. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_./+-]+");

    public MeasureName {
        labels = Collections.unmodifiableNavigableMap(new TreeMap<>(labels));
    }

    /** A name without labels. */
    public static MeasureName of(String measure, String of) {
        return new MeasureName(measure, of, new TreeMap<>());
    }

    /**
     * What its measure is.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public MeasureInfo info() {
        return Measures.info(measure)
                .orElseThrow(() -> new IllegalArgumentException("no measure is called '" + measure + "'; there are "
                        + String.join(", ", MeasureReader.measures())));
    }

    /** The same with a label more. */
    public MeasureName with(String label, String value) {
        NavigableMap<String, String> more = new TreeMap<>(labels);
        more.put(label, value);
        return new MeasureName(measure, of, more);
    }

    /** The same without a label. */
    public MeasureName without(String label) {
        NavigableMap<String, String> fewer = new TreeMap<>(labels);
        fewer.remove(label);
        return new MeasureName(measure, of, fewer);
    }

    /**
     * Reads a canonical name.
     *
     * @throws IllegalArgumentException if it is not what {@link #toString} gives
     */
    public static MeasureName parse(String text) {
        try {
            MeasureName found = MeasureReader.form(text);
            if (found.toString().equals(text)) {
                return found;
            }
        } catch (TextException bad) {
            throw new IllegalArgumentException("no name of a measured value: '" + text + "': " + bad.getMessage(), bad);
        }
        throw new IllegalArgumentException("no name of a measured value: '" + text + "'");
    }

    private static String quoted(String value) {
        return WORD.matcher(value).matches() ? value : '"' + value.replaceAll("[\\\\\"]", "\\\\$0") + '"';
    }

    /** The value in quotes that a name has of it; empty where it is none. */
    static String unquoted(String quoted) {
        return quoted.isEmpty() ? "" : quoted.substring(1, quoted.length() - 1).replaceAll("(?s)\\\\(.)", "$1");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(measure);
        if (!of.isEmpty()) {
            text.append('(').append(of).append(')');
        }
        String mark = "{";
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(mark).append(label.getKey()).append('=').append(quoted(label.getValue()));
            mark = ",";
        }
        return labels.isEmpty() ? text.toString() : text.append('}').toString();
    }

    @Override
    public int compareTo(MeasureName other) {
        return toString().compareTo(other.toString());
    }
}

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
        int brace = text.indexOf('{');
        String head = brace < 0 ? text : text.substring(0, brace);
        int bracket = head.indexOf('(');
        MeasureName found = bracket < 0
                ? of(head, "")
                : of(head.substring(0, bracket), head.substring(bracket + 1).replace(")", ""));
        int at = brace < 0 ? text.length() : brace + 1;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            int end = equals < 0 ? -1 : end(text, equals + 1);
            if (end < 0) {
                break;
            }
            String value = text.substring(equals + 1, end);
            boolean quoted = value.length() > 1 && value.startsWith("\"");
            found = found.with(
                    text.substring(at, equals), quoted ? unquoted(value.substring(1, value.length() - 1)) : value);
            at = end + 1;
        }
        if (!found.toString().equals(text)) {
            throw new IllegalArgumentException("no name of a measured value: '" + text + "'");
        }
        return found;
    }

    /** Where a label's value that begins somewhere ends; -1 where it does not. */
    private static int end(String text, int from) {
        if (!text.startsWith("\"", from)) {
            int comma = text.indexOf(',', from);
            return comma < 0 ? text.indexOf('}', from) : comma;
        }
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                return i + 1;
            }
            i += text.charAt(i) == '\\' ? 1 : 0;
        }
        return -1;
    }

    private static String quoted(String value) {
        return WORD.matcher(value).matches() ? value : '"' + value.replaceAll("[\\\\\"]", "\\\\$0") + '"';
    }

    private static String unquoted(String value) {
        return value.replaceAll("(?s)\\\\(.)", "$1");
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

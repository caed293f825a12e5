package io.tidegate.experiment;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The name of a measured value: what it is, of which quantity, and where. Its text is canonical, such as
 * {@code p99(ttft){phase=after,plan=pro}}.
 *
 * @param measure such as {@code p99} or {@code denied_share}
 * @param of the quantity, such as {@code ttft}; empty where the measure has none
 * @param labels such as phase and plan, sorted; what is not labelled is all of it together
 */
public record MeasureName(String measure, String of, NavigableMap<String, String> labels)
        implements Comparable<MeasureName> {
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

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(measure);
        if (!of.isEmpty()) {
            text.append('(').append(of).append(')');
        }
        String mark = "{";
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(mark).append(label.getKey()).append('=').append(label.getValue());
            mark = ",";
        }
        return labels.isEmpty() ? text.toString() : text.append('}').toString();
    }

    @Override
    public int compareTo(MeasureName other) {
        return toString().compareTo(other.toString());
    }
}

package io.tidegate.experiment.diff;

import io.tidegate.experiment.MeasureInfo;
import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.MeasureReader;
import io.tidegate.experiment.TextException;
import java.util.Map;

/**
 * Which measured values are meant: {@code p90(ttft){plan=pro}} is that of the plan in every phase and variant. {@code *} is any value
 * of a label. Labels that are not named must not be there, but for phase and variant.
 *
 * @param name with the labels that are wanted
 */
public record MeasurePattern(MeasureName name) {
    private static final String ANY = "*";

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none, or of a measure, quantity or label that there is not; the message says what is
     */
    public static MeasurePattern parse(String text) {
        try {
            return new MeasurePattern(MeasureReader.read(text, label -> null));
        } catch (TextException bad) {
            throw new IllegalArgumentException(bad.located(text), bad);
        }
    }

    /** Whether a value is meant. */
    public boolean matches(MeasureName value) {
        if (!isOfSame(value)) {
            return false;
        }
        for (Map.Entry<String, String> wanted : name.labels().entrySet()) {
            String found = value.labels().get(wanted.getKey());
            if (found == null
                    || !(wanted.getValue().equals(ANY) || wanted.getValue().equals(found))) {
                return false;
            }
        }
        return value.labels().keySet().stream()
                .allMatch(label -> name.labels().containsKey(label) || MeasureInfo.EVERYWHERE.contains(label));
    }

    /** Whether a value is of the same measure and quantity, wherever it was measured. */
    boolean isOfSame(MeasureName value) {
        return value.measure().equals(name.measure()) && value.of().equals(name.of());
    }

    @Override
    public String toString() {
        return name.toString();
    }
}

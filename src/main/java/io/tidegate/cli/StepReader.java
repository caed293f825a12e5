package io.tidegate.cli;

import io.tidegate.serving.StepLaw;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A step law from words such as {@code c0=0.008,cN=5e-5}; what is not given is 0, and {@code n0} and efficiencies 1. */
final class StepReader implements ITypeConverter<StepLaw> {
    private static final List<String> KEYS =
            List.of("c0", "cN", "cB", "cK", "cP", "cPC", "cR", "w", "n0", "effC", "effM");

    @Override
    public StepLaw convert(String text) {
        Map<String, Double> values = KeyValues.read(text, KEYS);
        if (values.containsKey("cN") && (values.containsKey("cB") || values.containsKey("cR"))) {
            throw new TypeConversionException("cN sets cB and cR; give it or them");
        }
        double each = values.getOrDefault("cN", 0.0);
        return new StepLaw(
                values.getOrDefault("c0", 0.0),
                values.getOrDefault("cB", each),
                values.getOrDefault("cK", 0.0),
                values.getOrDefault("cP", 0.0),
                values.getOrDefault("cPC", 0.0),
                values.getOrDefault("cR", each),
                values.getOrDefault("w", 0.0),
                values.getOrDefault("n0", 1.0),
                values.getOrDefault("effC", 1.0),
                values.getOrDefault("effM", 1.0));
    }

    /** Words such as {@code a=1,b=2}. */
    static final class KeyValues {
        private KeyValues() {}

        /** The values by key, each finite and 0 or more. */
        static Map<String, Double> read(String text, List<String> keys) {
            Map<String, Double> values = new LinkedHashMap<>();
            for (String part : text.split(",", -1)) {
                int split = part.indexOf('=');
                String key = part.substring(0, Math.max(0, split)).strip();
                if (!keys.contains(key)) {
                    throw new TypeConversionException("need KEY=NUMBER with keys of " + String.join(", ", keys)
                            + ", separated by commas, found '" + part + "'");
                }
                if (values.put(key, number(part.substring(split + 1).strip(), part)) != null) {
                    throw new TypeConversionException(key + " is there twice");
                }
            }
            return values;
        }

        private static double number(String text, String part) {
            try {
                double value = Double.parseDouble(text);
                if (value >= 0 && value < Double.POSITIVE_INFINITY) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new TypeConversionException("need a number of 0 or more, such as 5e-5, found '" + part + "'");
        }
    }
}

package io.tidegate.experiment.sensitivity;

import io.tidegate.experiment.Evaluator;
import io.tidegate.scenario.Assumption;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An assumed input and the two values beside its own that it is tried at.
 *
 * @param assumption the input
 * @param low the lower value as a scenario writes it; nothing where the scenario does not accept it
 * @param high the higher one
 * @param refused why a value, or both, is not accepted; empty if both are
 */
record Input(
        Assumption assumption,
        @Nullable String low,
        @Nullable String high,
        String refused) {
    /** Inputs that say how much is simulated and not what. */
    private static final List<String> HOW = List.of("run.", "phases.", "reference-share");

    private static final Pattern NUMBER = Pattern.compile("(-?\\d+(?:\\.\\d+)?)(\\s*[%\\p{L}][^:]*)?");
    private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    /** The assumed inputs of a scenario that are numbers other than 0, and what cannot be tried and why. */
    static List<Input> of(LoadedScenario loaded, Evaluator evaluator, double by, List<String> left) {
        List<Input> all = new ArrayList<>();
        for (Assumption each : loaded.sources()) {
            if (!each.isAssumed() || HOW.stream().anyMatch(each.path()::startsWith)) {
                continue;
            }
            Matcher number = NUMBER.matcher(each.value());
            if (!number.matches() || new BigDecimal(number.group(1)).signum() == 0) {
                continue;
            }
            String[] why = {"", ""};
            String low = accepted(each, number, 1 - by, evaluator, why, 0);
            String high = accepted(each, number, 1 + by, evaluator, why, 1);
            String refused = why[0].isEmpty() ? why[1] : why[0];
            if (low == null && high == null) {
                left.add(each.path() + " = " + each.value() + ": " + refused);
            } else {
                all.add(new Input(each, low, high, refused));
            }
        }
        return all;
    }

    /** A value that the scenario accepts: the product, or that rounded to a whole number. */
    private static @Nullable String accepted(
            Assumption input, Matcher number, double factor, Evaluator evaluator, String[] why, int side) {
        String unit = number.group(2) == null ? "" : number.group(2);
        BigDecimal exact = new BigDecimal(number.group(1)).multiply(BigDecimal.valueOf(factor), DIGITS);
        BigDecimal whole = exact.setScale(0, RoundingMode.HALF_EVEN);
        for (BigDecimal each : List.of(exact, whole)) {
            String value = each.stripTrailingZeros().toPlainString() + unit;
            if (value.equals(input.value())) {
                why[side] = "a change so small rounds to nothing";
                continue;
            }
            try {
                evaluator.load(List.of(input.path() + "=" + value));
                return value;
            } catch (ScenarioException refused) {
                why[side] = refused.messages().get(0);
            }
        }
        return null;
    }
}

package io.tidegate.experiment.diff;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must not get worse by more than is tolerated.
 *
 * @param what the values
 * @param tolerance as a share of the first run's value, such as 0.05; 0 or more
 */
public record Gate(MeasurePattern what, double tolerance) {
    private static final Pattern FORM =
            Pattern.compile("(.*[^\\s\\d.])\\s*(?<![\\d.])(\\d{1,4}(?:\\.\\d{1,6})?)\\s*%\\s*");

    /**
     * Reads a gate, such as {@code p90(ttft){plan=pro} 5 %}.
     *
     * @throws IllegalArgumentException if it is none; the message says what is
     */
    public static Gate parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "need a measure and a tolerance, such as 'p90(ttft){plan=pro} 5 %', found '" + text + "'");
        }
        return new Gate(MeasurePattern.parse(form.group(1)), Double.parseDouble(form.group(2)) / 100);
    }
}

package io.tidegate.scenario;

import java.util.Collection;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Words for what a user may have meant. */
public final class Suggestion {
    /** Controls, marks of direction and other characters without a shape, and line separators. */
    static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private static final double LEAST_SIMILARITY = 0.8;
    private static final int LONGEST_WORD = 200;
    private static final int LONGEST_QUOTE = 60;

    private Suggestion() {}

    /** {@code  — did you mean 'x'?} with the most similar of some words, or nothing where none is similar. */
    public static String of(String word, Collection<String> words) {
        String nearest = nearest(word, words);
        return nearest.isEmpty() ? "" : " — did you mean '" + nearest + "'?";
    }

    /** The most similar of some words; empty where none is similar. */
    static String nearest(String word, Collection<String> words) {
        if (word.length() > LONGEST_WORD) {
            return "";
        }
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        String best = "";
        double most = LEAST_SIMILARITY;
        for (String candidate : words) {
            double likeness = candidate.equalsIgnoreCase(word) ? 1 : similarity.apply(word, candidate);
            if (likeness > most) {
                best = candidate;
                most = likeness;
            }
        }
        return best;
    }

    /** The text with a space for every character that does not show, or changes how others show. */
    static String visible(String text) {
        return HIDDEN.matcher(text).replaceAll(" ");
    }

    /** A text in quotes, on one line, cut where it is long. */
    public static String quote(String text) {
        String line = visible(text);
        return "'" + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line) + "'";
    }
}

package io.tidegate.experiment.expect;

import io.tidegate.scenario.Suggestion;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the text of a condition that moves from left to right; spaces are passed over. */
final class Cursor {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+(?:-[\\p{L}\\p{N}_]+)*");

    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    /** The column of what comes next, from 1. */
    int column() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at + 1;
    }

    boolean atEnd() {
        return column() > text.length();
    }

    /** What comes next; a NUL at the end. */
    char peek() {
        return atEnd() ? '\0' : text.charAt(at);
    }

    /** Passes over a mark if it comes next. */
    boolean accept(String mark) {
        boolean found = text.startsWith(mark, column() - 1);
        at += found ? mark.length() : 0;
        return found;
    }

    /** Passes over a mark that must come next. */
    void expect(String mark, String what) throws ConditionException {
        int column = column();
        if (!accept(mark)) {
            throw new ConditionException("need " + what + ", found " + rest(), column);
        }
    }

    /** What matches a pattern and comes next; empty where nothing does. */
    String take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(column() - 1, text.length());
        if (!matcher.lookingAt()) {
            return "";
        }
        at = matcher.end();
        return matcher.group();
    }

    /**
     * A word, which may have hyphens. A hyphen is a minus where only what stands before it is known.
     *
     * @return the word; empty where none comes next
     */
    String word(Predicate<String> known) {
        String word = take(WORD);
        for (String begin = word; !begin.isEmpty(); begin = begin.substring(0, Math.max(0, begin.lastIndexOf('-')))) {
            if (known.test(begin)) {
                at -= word.length() - begin.length();
                return begin;
            }
        }
        return word;
    }

    /** The rest of the text, for messages. */
    String rest() {
        return atEnd() ? "the end" : Suggestion.quote(text.substring(at));
    }
}

package io.tidegate.experiment;

import io.tidegate.scenario.Suggestion;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a text that moves from left to right; spaces are passed over. */
public final class Cursor {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+(?:-[\\p{L}\\p{N}_]+)*");

    private final String text;
    private int at;

    /** The beginning of a text. */
    public Cursor(String text) {
        this.text = text;
    }

    /** The column of what comes next, from 1. */
    public int column() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at + 1;
    }

    /** Whether nothing but spaces is left. */
    public boolean atEnd() {
        return column() > text.length();
    }

    /** What comes next; a NUL at the end. */
    public char peek() {
        return atEnd() ? '\0' : text.charAt(at);
    }

    /** Passes over a mark if it comes next. */
    public boolean accept(String mark) {
        boolean found = text.startsWith(mark, column() - 1);
        at += found ? mark.length() : 0;
        return found;
    }

    /** Passes over a mark that must come next. */
    public void expect(String mark, String what) throws TextException {
        int column = column();
        if (!accept(mark)) {
            throw new TextException("need " + what + ", found " + rest(), column);
        }
    }

    /** What matches a pattern and comes next; empty where nothing does. */
    public String take(Pattern pattern) {
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
    public String word(Predicate<String> known) {
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
    public String rest() {
        return atEnd() ? "the end" : Suggestion.quote(text.substring(at));
    }
}

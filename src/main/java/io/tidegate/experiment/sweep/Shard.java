package io.tidegate.experiment.sweep;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a sweep, by the hashes of its runs: all parts together are the whole, and each run is in one of them.
 *
 * @param index which part, from 1
 * @param of how many there are
 */
public record Shard(int index, int of) {
    /** All of a sweep. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final int MOST = 10_000;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})/(\\d{1,5})");

    public Shard {
        if (of < 1 || of > MOST || index < 1 || index > of) {
            throw new IllegalArgumentException(
                    "need a part and how many there are, 1/1 to " + MOST + "/" + MOST + ", counted from 1");
        }
    }

    /**
     * Reads {@code 2/8}: the second of eight parts.
     *
     * @throws IllegalArgumentException if the text is anything else, such as {@code 0/8} or {@code 9/8}
     */
    public static Shard parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("need a part and how many there are, such as 2/8");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Whether a run belongs to this part. */
    boolean holds(String key) {
        return Long.remainderUnsigned(Long.parseUnsignedLong(key.substring(0, 16), 16), of) == index - 1;
    }

    /** As it is written: {@code 2/8}. */
    @Override
    public String toString() {
        return index + "/" + of;
    }
}

package io.tidegate.cli;

import io.tidegate.fleet.RouterSpec;
import io.tidegate.fleet.RouterSpec.Kind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A router from a word such as {@code round-robin} or {@code least-loaded:3}. */
final class RouterReader implements ITypeConverter<RouterSpec> {
    /** What may be written. */
    static final String WORDS = "round-robin, random, fewest-waiting, least-loaded[:CHOICES], least-kv";

    private static final int CHOICES = 2;
    private static final int MOST_CHOICES = 64;
    private static final Pattern WORD =
            Pattern.compile("(round-robin|random|fewest-waiting|least-kv|least-loaded(?::(\\d{1,2}))?)");

    @Override
    public RouterSpec convert(String text) {
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        if (!word.matches()) {
            throw new TypeConversionException("need one of " + WORDS + ", found '" + text + "'");
        }
        int choices = word.group(2) == null ? CHOICES : Integer.parseInt(word.group(2));
        if (choices < 1 || choices > MOST_CHOICES) {
            throw new TypeConversionException("need 1 to " + MOST_CHOICES + " choices, found '" + text + "'");
        }
        String kind = word.group(1).replaceFirst(":.*", "").replace('-', '_').toUpperCase(Locale.ROOT);
        return new RouterSpec(Kind.valueOf(kind), choices, 0);
    }
}

package io.tidegate.cli;

import io.tidegate.fleet.ReplaySpec.Caching;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** How replicas keep prompts for later requests that begin with the same blocks. */
final class PrefixOptions {
    static final String CACHE = "--prefix-cache";

    @Option(
            names = CACHE,
            paramLabel = "hbm|TOKENS",
            converter = RoomReader.class,
            description = "Keep prompts on the replica that computed them, by the blocks that the trace names: in what"
                    + " active requests leave of the KV cache, or in so many tokens. Default: nothing is kept.")
    private @Nullable Long room;

    @Option(
            names = "--host-cache",
            paramLabel = "TOKENS",
            description = "With it: tokens of host memory for what must leave. Default: 0.")
    private @Nullable Long hostTokens;

    @Option(
            names = "--reload-bandwidth",
            paramLabel = "BYTES",
            description = "With --host-cache and --kv-bytes-per-token: bytes per second at which it is read back before"
                    + " a request reaches its replica. Default: no time.")
    private @Nullable Double bandwidth;

    @Option(names = "--kv-bytes-per-token", paramLabel = "BYTES", description = "Bytes that a token's KV takes.")
    private @Nullable Double bytes;

    @Option(
            names = "--time-to-live",
            paramLabel = "TIME|none",
            converter = LifeReader.class,
            description = "With --prefix-cache: how long after its last use a block is kept, such as 300s, 5m or 1h."
                    + " Default: none, without an end.")
    private @Nullable Double timeToLive;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** {@code hbm}, or a number of tokens. */
    static final class RoomReader implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (text.equalsIgnoreCase("hbm")) {
                return Caching.LEFT;
            }
            if (!text.matches("\\d{1,18}")) {
                throw new TypeConversionException("need hbm or a number of tokens, found '" + text + "'");
            }
            return Long.valueOf(text);
        }
    }

    /** A time such as {@code 5m}, in seconds; infinity for {@code none}. */
    static final class LifeReader implements ITypeConverter<Double> {
        private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(s|m|min|h|d)");

        @Override
        public Double convert(String text) {
            String word = text.toLowerCase(Locale.ROOT);
            if (word.equals("none")) {
                return Double.POSITIVE_INFINITY;
            }
            Matcher time = TIME.matcher(word);
            double seconds = time.matches() ? Double.parseDouble(time.group(1)) * unit(time.group(2)) : 0;
            if (!(seconds > 0)) {
                throw new TypeConversionException(
                        "need a time above 0, such as 5m or 1h, or none, found '" + text + "'");
            }
            return seconds;
        }

        private static int unit(String word) {
            return switch (word) {
                case "s" -> 1;
                case "h" -> 3600;
                case "d" -> 86_400;
                default -> 60;
            };
        }
    }

    /**
     * How prompts are kept; null if they are not.
     *
     * @throws ParameterException if the options do not go together
     */
    @Nullable
    Caching caching() {
        require(
                room != null || (hostTokens == null && timeToLive == null),
                "--host-cache and --time-to-live go with " + CACHE);
        require((bandwidth == null) == (bytes == null), "--reload-bandwidth and --kv-bytes-per-token go together");
        require(bandwidth == null || hostTokens != null, "--reload-bandwidth goes with --host-cache");
        if (room == null) {
            return null;
        }
        long host = hostTokens == null ? 0 : hostTokens;
        require(host >= 0, "--host-cache must be 0 or more, found " + host);
        return new Caching(room, host, secondsPerToken(), timeToLive == null ? Double.POSITIVE_INFINITY : timeToLive);
    }

    private double secondsPerToken() {
        if (bandwidth == null || bytes == null) {
            return 0;
        }
        double seconds = bytes / bandwidth;
        require(
                bytes >= 0 && bandwidth > 0 && seconds < Double.POSITIVE_INFINITY,
                "--kv-bytes-per-token must be 0 or more and --reload-bandwidth above 0, found " + bytes + ", "
                        + bandwidth);
        return seconds;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}

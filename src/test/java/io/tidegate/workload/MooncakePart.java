package io.tidegate.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;

/** The first 1,200 requests of Mooncake's synthetic trace; not the whole. See the SOURCE.md beside it. */
public final class MooncakePart {
    /** Tokens of a block. */
    public static final int BLOCK_TOKENS = 512;

    private static final String FILE = "/io/tidegate/traces/mooncake-synthetic-part.csv.gz";

    /** One request; its time is in milliseconds. Blocks are a list, as arrays are no values. */
    public record Row(long timestamp, int input, int output, List<Long> blocks) {
        /** Its blocks, as caches take them. */
        public long[] hashes() {
            return blocks.stream().mapToLong(Long::longValue).toArray();
        }

        /** The line of the source. */
        public String json() {
            return "{\"timestamp\": " + timestamp + ", \"input_length\": " + input + ", \"output_length\": " + output
                    + ", \"hash_ids\": " + blocks + "}";
        }
    }

    private MooncakePart() {}

    /** The requests, in order of time. */
    public static List<Row> rows() {
        try (InputStream in = Objects.requireNonNull(MooncakePart.class.getResourceAsStream(FILE));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(MooncakePart::row).collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        String[] fields = line.split(",", -1);
        List<Long> blocks = Arrays.stream(fields[3].split(" ", -1))
                .map(run -> run.split("-", -1))
                .flatMapToLong(
                        run -> LongStream.rangeClosed(Long.parseLong(run[0]), Long.parseLong(run[run.length - 1])))
                .boxed()
                .collect(Collectors.toList());
        return new Row(Long.parseLong(fields[0]), Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), blocks);
    }
}

package io.tidegate.scenario;

import io.tidegate.workload.Trace;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The rows of a trace in JSON lines. */
final class TraceJson {
    private static final double MILLIS = 1e3;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String KEYS =
            "need an object with timestamp, input_length, output_length and, if known, hash_ids";

    private final TraceLines lines;
    private final Trace.Builder trace;
    private long[] hashes = new long[64];
    private int hashCount;

    TraceJson(TraceLines lines, Trace.Builder trace) {
        this.lines = lines;
        this.trace = trace;
    }

    /** Adds a row to the trace. */
    void row(String line) throws ScenarioException {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            row(in);
        } catch (JacksonException bad) {
            int column = bad.getLocation() == null ? 1 : bad.getLocation().getColumnNr();
            throw lines.error(Math.max(1, column), "not JSON: " + bad.getOriginalMessage());
        }
    }

    private void row(JsonParser in) throws ScenarioException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw lines.error(column(in), KEYS);
        }
        double arrival = Double.NaN;
        int prompt = -1;
        int output = -1;
        int hashColumn = 1;
        hashCount = 0;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            int column = column(in);
            try {
                switch (name) {
                    case "timestamp" -> arrival = TraceReader.arrival(millis(in) / MILLIS, trace);
                    case "input_length" -> prompt = TraceColumns.tokens(whole(in));
                    case "output_length" -> output = TraceColumns.tokens(whole(in));
                    case "hash_ids" -> {
                        hashColumn = column;
                        readHashes(in);
                    }
                    default -> in.skipChildren();
                }
            } catch (IllegalArgumentException bad) {
                throw lines.error(column, name + ": " + bad.getMessage());
            }
        }
        if (in.nextToken() != null) {
            throw lines.error(column(in), "need one object a line");
        }
        if (Double.isNaN(arrival) || prompt < 0 || output < 0) {
            String missing = Double.isNaN(arrival) ? "timestamp" : prompt < 0 ? "input_length" : "output_length";
            throw lines.error(1, "no " + missing + "; " + KEYS);
        }
        int most = (prompt + TraceReader.BLOCK_TOKENS - 1) / TraceReader.BLOCK_TOKENS;
        if (hashCount > most) {
            throw lines.error(
                    hashColumn,
                    "hash_ids: " + hashCount + " blocks of " + TraceReader.BLOCK_TOKENS + " tokens, but a prompt of "
                            + prompt + " tokens has " + most);
        }
        trace.add(arrival, prompt, output);
        for (int i = 0; i < hashCount; i++) {
            trace.addHash(hashes[i]);
        }
    }

    private void readHashes(JsonParser in) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException(
                    "need a list of whole numbers, found " + Suggestion.quote(in.getString()));
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (hashCount == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * hashCount);
            }
            hashes[hashCount++] = whole(in);
        }
    }

    private static double millis(JsonParser in) {
        if (!in.currentToken().isNumeric()) {
            throw new IllegalArgumentException(
                    "need milliseconds, such as 1500, found " + Suggestion.quote(in.getString()));
        }
        return in.getDoubleValue();
    }

    private static long whole(JsonParser in) {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new IllegalArgumentException("need a whole number, found " + Suggestion.quote(in.getString()));
        }
        return in.getLongValue();
    }

    private static int column(JsonParser in) {
        return in.currentTokenLocation().getColumnNr();
    }
}

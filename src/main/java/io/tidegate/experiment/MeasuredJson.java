package io.tidegate.experiment;

import io.tidegate.measure.Replicates;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Measured values as one line of JSON, {@code {"requests":7,"values":{"name":[value,left out,…],…},"crossing":[…]}}: the same values
 * give the same bytes on every JDK. What is not known is {@code null}. The crossing, see {@link CrossingJson}, is left out where
 * there is none.
 */
public final class MeasuredJson {
    private static final String CROSSING = "crossing";
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private MeasuredJson() {}

    /** The values as text, without a line feed. */
    public static String write(Measured measured) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(out, measured);
        }
        return text.toString();
    }

    static void write(JsonGenerator out, Measured measured) {
        out.writeStartObject();
        out.writeNumberProperty("requests", measured.requests());
        out.writeObjectPropertyStart("values");
        for (Map.Entry<String, Replicates> each : measured.values().entrySet()) {
            out.writeName(each.getKey());
            replicates(out, each.getValue());
        }
        out.writeEndObject();
        if (!measured.crossing().phases().isEmpty()) {
            out.writeName(CROSSING);
            CrossingJson.write(out, measured.crossing());
        }
        out.writeEndObject();
    }

    static void replicates(JsonGenerator out, Replicates value) {
        out.writeStartArray();
        number(out, value.value());
        for (double leftOut : value.leftOut()) {
            number(out, leftOut);
        }
        out.writeEndArray();
    }

    private static void number(JsonGenerator out, double value) {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the text is anything else
     * @throws tools.jackson.core.JacksonException if it is no JSON
     */
    public static Measured read(String text) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            need(in.nextToken() == JsonToken.START_OBJECT, "no 'requests'");
            Measured measured = read(in);
            need(in.nextToken() == null, "more than 'requests' and 'values' and a 'crossing'");
            return measured;
        }
    }

    /** Reads an object of which the brace was read. */
    static Measured read(JsonParser in) {
        need("requests".equals(in.nextName()), "no 'requests'");
        need(in.nextToken() == JsonToken.VALUE_NUMBER_INT, "'requests' is no whole number");
        long requests = in.getLongValue();
        need(requests >= 0, "'requests' is less than 0");
        need("values".equals(in.nextName()) && in.nextToken() == JsonToken.START_OBJECT, "no 'values'");
        NavigableMap<String, Replicates> values = new TreeMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            values.put(name, replicates(in, name));
        }
        String next = in.nextName();
        Crossing crossing = Crossing.NONE;
        if (CROSSING.equals(next)) {
            crossing = CrossingJson.read(in);
            next = in.nextName();
        }
        need(
                next == null && in.currentToken() == JsonToken.END_OBJECT,
                "more than 'requests' and 'values' and a 'crossing'");
        return new Measured(values, requests, crossing);
    }

    static Replicates replicates(JsonParser in, String name) {
        need(in.nextToken() == JsonToken.START_ARRAY, "'" + name + "' is no list");
        double[] numbers = new double[Experiment.MAX_GROUPS + 1];
        int n = 0;
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            need(n < numbers.length, "'" + name + "' has too many numbers");
            need(
                    token != null && (token.isNumeric() || token == JsonToken.VALUE_NULL),
                    "'" + name + "' has no numbers");
            numbers[n++] = token == JsonToken.VALUE_NULL ? Double.NaN : in.getDoubleValue();
        }
        need(n > 0, "'" + name + "' is empty");
        return Replicates.of(numbers[0], Arrays.copyOfRange(numbers, 1, n));
    }

    static void need(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

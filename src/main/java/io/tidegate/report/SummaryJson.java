package io.tidegate.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.tidegate.experiment.RunSummary;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * A run's summary as JSON: the same summary gives the same bytes on every JDK. Keys are in snake case and in the order of the
 * records; maps are sorted by key; NaN is {@code null} both ways.
 */
public final class SummaryJson {
    private static final JsonMapper MAPPER = mapper();

    private SummaryJson() {}

    /** The summary as text, ending in a line feed. */
    public static String write(RunSummary summary) {
        return text(summary);
    }

    /** A record as text in the same form. */
    static String text(Record value) {
        return writer().writeValueAsString(value) + "\n";
    }

    /** Writes values one after the other in the same form. */
    static JsonGenerator generator(Writer out) {
        return writer().createGenerator(out);
    }

    private static ObjectWriter writer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
        printer.indentArraysWith(lines);
        return MAPPER.writer().with(printer);
    }

    /**
     * Reads a summary.
     *
     * @throws ReportException if the file is not a summary, or one of another version
     * @throws IOException if the file cannot be read
     */
    public static RunSummary read(Path file) throws ReportException, IOException {
        return read(file, RunSummary.class, RunSummary.SCHEMA_VERSION, "a summary of a run", "finished run");
    }

    /**
     * Reads a record that {@link #text} wrote, whose first component is its schema version.
     *
     * @param what the file is, for messages
     * @param of what the folder is that it lies in
     * @throws ReportException if the file is not one, or one of another version
     * @throws IOException if the file cannot be read
     */
    static <T extends Record> T read(Path file, Class<T> type, int known, String what, String of)
            throws ReportException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new ReportException(file + ": no such file; name the report folder of a " + of);
        }
        try {
            String text = Files.readString(file);
            JsonNode tree = MAPPER.readTree(text);
            int version = tree.path("schema_version").asInt(0);
            if (version != known) {
                throw new ReportException(
                        file + ": schema_version is " + (version == 0 ? "missing" : version) + ", this program reads "
                                + known + "; run the scenario again or use the program that wrote it");
            }
            return MAPPER.treeToValue(tree, type);
        } catch (CharacterCodingException e) {
            throw new ReportException(file + ": not " + what + ": not UTF-8 text", e);
        } catch (JacksonException e) {
            throw new ReportException(file + ": not " + what + ": " + e.getOriginalMessage(), e);
        }
    }

    private static JsonMapper mapper() {
        SimpleModule numbers = new SimpleModule("numbers")
                .addSerializer(Double.class, new NumberWriter())
                .addSerializer(double.class, new NumberWriter())
                .addSerializer(double[].class, new PairWriter())
                .addDeserializer(Double.class, new NumberReader())
                .addDeserializer(double.class, new NumberReader());
        return JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                        .build())
                .addModule(numbers)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .changeDefaultVisibility(each -> each.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .build();
    }

    private static void write(JsonGenerator out, double value) {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }

    private static final class NumberWriter extends StdSerializer<Double> {
        NumberWriter() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator out, SerializationContext context) {
            write(out, value);
        }
    }

    private static final class PairWriter extends StdSerializer<double[]> {
        PairWriter() {
            super(double[].class);
        }

        @Override
        public void serialize(double[] values, JsonGenerator out, SerializationContext context) {
            out.writeStartArray();
            for (double value : values) {
                write(out, value);
            }
            out.writeEndArray();
        }
    }

    private static final class NumberReader extends StdDeserializer<Double> {
        NumberReader() {
            super(double.class);
        }

        @Override
        public Double deserialize(JsonParser in, DeserializationContext context) {
            return in.getDoubleValue();
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}

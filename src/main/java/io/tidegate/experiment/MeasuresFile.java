package io.tidegate.experiment;

import io.tidegate.measure.Replicates;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * {@code measures.json} of a report: every measured value of a run, with what it takes to pair it with another run's.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION}
 * @param head what decides whether runs can be paired
 * @param measured the values
 */
public record MeasuresFile(int schemaVersion, RunHead head, Measured measured) {
    /** Changes when a key is renamed or removed. */
    public static final int SCHEMA_VERSION = 2;
    /** Name of the file in its folder. */
    public static final String NAME = "measures.json";

    private static final long MOST_BYTES = 64L << 20;
    private static final JsonMapper MAPPER = mapper();

    /** A file of this version. */
    public MeasuresFile(RunHead head, Measured measured) {
        this(SCHEMA_VERSION, head, measured);
    }

    /** The file's text, one line; equal values give the same bytes on every JDK. */
    public String text() {
        return MAPPER.writeValueAsString(this) + "\n";
    }

    /**
     * Reads a file.
     *
     * @throws ResultException if it is missing, truncated, of another version, or anything else
     * @throws IOException if it cannot be read
     */
    public static MeasuresFile read(Path file) throws ResultException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new ResultException(file + ": no such file; name the report folder of a finished run");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new ResultException(file + ": not the measures of a run: longer than " + MOST_BYTES + " bytes");
        }
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new ResultException(file + ": not the measures of a run: not UTF-8 text");
        }
    }

    /**
     * Reads a text.
     *
     * @param name how messages call it
     * @throws ResultException if it is anything but what {@link #text} gives
     */
    public static MeasuresFile parse(String name, String text) throws ResultException {
        try {
            int version = version(text);
            if (version != SCHEMA_VERSION) {
                throw new ResultException(name + ": schema_version is " + (version == 0 ? "missing" : version)
                        + ", this program reads " + SCHEMA_VERSION + "; run the scenario again");
            }
            MeasuresFile file = MAPPER.readValue(text, MeasuresFile.class);
            file.check();
            return file;
        } catch (JacksonException e) {
            throw new ResultException(name + ": not the measures of a run: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new ResultException(name + ": not the measures of a run: " + e.getMessage());
        }
    }

    /** The number that the text begins with; 0 where it begins with anything else. */
    private static int version(String text) {
        try (JsonParser in = MAPPER.tokenStreamFactory().createParser(ObjectReadContext.empty(), text)) {
            return in.nextToken() == JsonToken.START_OBJECT
                            && "schema_version".equals(in.nextName())
                            && in.nextToken() == JsonToken.VALUE_NUMBER_INT
                    ? in.getIntValue()
                    : 0;
        }
    }

    private void check() {
        for (Map.Entry<String, Replicates> each : measured.values().entrySet()) {
            int groups = each.getValue().leftOut().length;
            if (groups != head.groups()) {
                throw new IllegalArgumentException(
                        "'" + each.getKey() + "' has " + groups + " groups, not " + head.groups());
            }
        }
        for (Crossing.Phase phase : measured.crossing().phases()) {
            if (phase.cells().size() != head.groups()) {
                throw new IllegalArgumentException(
                        "the crossing has " + phase.cells().size() + " groups, not " + head.groups());
            }
        }
    }

    private static JsonMapper mapper() {
        SimpleModule values = new SimpleModule("measured")
                .addSerializer(Measured.class, new Writer())
                .addDeserializer(Measured.class, new Reader());
        return JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .addModule(values)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private static final class Writer extends StdSerializer<Measured> {
        Writer() {
            super(Measured.class);
        }

        @Override
        public void serialize(Measured value, JsonGenerator out, SerializationContext context) {
            MeasuredJson.write(out, value);
        }
    }

    private static final class Reader extends StdDeserializer<Measured> {
        Reader() {
            super(Measured.class);
        }

        @Override
        public Measured deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("no values");
            }
            return MeasuredJson.read(in);
        }
    }
}

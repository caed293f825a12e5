package io.tidegate.experiment.sweep;

import io.tidegate.experiment.Scope;
import io.tidegate.experiment.expect.Expectations;
import io.tidegate.scenario.ExpectSpec;
import io.tidegate.scenario.Expectation;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.Sha256;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a sweep is, as the first lines of its journal: one of the whole, then one a point.
 *
 * @param version of the program
 * @param code identity of the program, see {@link CodeIdentity}
 * @param scenario name of the scenario
 * @param title its title
 * @param replications of each point
 * @param labels of everything that is simulated, phase by phase, such as {@code {phase=after}}
 * @param axes what is varied
 * @param expect what is expected of every point, each with the name of its file alone
 * @param points what is run, in order
 */
public record SweepHead(
        String version,
        String code,
        String scenario,
        String title,
        int replications,
        List<String> labels,
        List<Axis> axes,
        List<Expectation> expect,
        List<Point> points) {
    /** The most runs that a sweep may have. */
    static final int MOST_RUNS = 1_000_000;

    private static final int FORMAT = 2;
    private static final int MOST_REPLICATIONS = 10_000;
    private static final String HASH = "[0-9a-f]{64}";
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();
    private static final JsonMapper MAPPER = new JsonMapper();

    public SweepHead {
        labels = List.copyOf(labels);
        axes = List.copyOf(axes);
        expect = List.copyOf(expect);
        points = List.copyOf(points);
    }

    /**
     * What is expected of every point, read with the names of phases and variants: all others were known when it was planned.
     *
     * @throws ScenarioException if anything is no condition
     */
    Expectations expectations() throws ScenarioException {
        return Expectations.of(expect, Scope.ofPlaces(places("phase"), places("variant")));
    }

    private List<String> places(String label) {
        return labels.stream()
                .flatMap(each -> Stream.ofNullable(MeasureChoice.where(each).get(label)))
                .distinct()
                .toList();
    }

    /**
     * A value that is varied.
     *
     * @param path of the value
     * @param dimension what it measures, such as {@code power}; empty where that is not known
     */
    public record Axis(String path, String dimension) {}

    /**
     * A point of a design.
     *
     * @param scenario hash of the scenario with the point's values, as 64 hexadecimal digits
     * @param values as they would be written, one an axis
     * @param numbers the same in base units, NaN for what is no number
     */
    public record Point(String scenario, List<String> values, List<Double> numbers) {
        public Point {
            values = List.copyOf(values);
            numbers = List.copyOf(numbers);
        }
    }

    /** How many runs there are. */
    public int runs() {
        return points.size() * replications;
    }

    /** What determines a run: the program, the point's scenario and the replication. */
    String key(int point, int replication) {
        return Sha256.of(code + "\n" + points.get(point).scenario() + "\n" + replication + "\n");
    }

    /** Whether a run is one of this sweep. */
    boolean holds(RunLine run) {
        return run.point() < points.size()
                && run.replication() < replications
                && key(run.point(), run.replication()).equals(run.key());
    }

    /** The first lines of a part's journal. */
    String text(Shard shard) {
        return text(Sha256.of(text("", "")), shard.toString());
    }

    private String text(String sweep, String shard) {
        StringBuilder text = new StringBuilder();
        text.append(line(out -> {
            out.writeNumberProperty("tidegate_journal", FORMAT);
            out.writeStringProperty("version", version);
            out.writeStringProperty("code", code);
            out.writeStringProperty("sweep", sweep);
            out.writeStringProperty("scenario", scenario);
            out.writeStringProperty("title", title);
            out.writeNumberProperty("replications", replications);
            out.writeArrayPropertyStart("labels");
            labels.forEach(out::writeString);
            out.writeEndArray();
            out.writeArrayPropertyStart("axes");
            for (Axis axis : axes) {
                out.writeStartObject();
                out.writeStringProperty("path", axis.path);
                out.writeStringProperty("dimension", axis.dimension);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayPropertyStart("expect");
            for (Expectation each : expect) {
                out.writeStartObject();
                out.writeStringProperty("name", each.spec().name());
                out.writeStringProperty("that", each.spec().that());
                out.writeStringProperty("level", word(each.spec().level()));
                out.writeStringProperty("file", each.file());
                out.writeNumberProperty("line", each.line());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeNumberProperty("points", points.size());
            out.writeStringProperty("shard", shard);
        }));
        for (int i = 0; i < points.size(); i++) {
            text.append(line(i, points.get(i)));
        }
        return text.toString();
    }

    private static String line(int number, Point point) {
        return line(out -> {
            out.writeNumberProperty("point", number);
            out.writeStringProperty("scenario", point.scenario);
            out.writeArrayPropertyStart("values");
            point.values.forEach(out::writeString);
            out.writeEndArray();
            out.writeArrayPropertyStart("numbers");
            for (double value : point.numbers) {
                if (Double.isFinite(value)) {
                    out.writeNumber(value);
                } else {
                    out.writeNull();
                }
            }
            out.writeEndArray();
        });
    }

    private interface Content {
        void write(JsonGenerator out);
    }

    private static String line(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            content.write(out);
            out.writeEndObject();
        }
        return text + "\n";
    }

    /**
     * A part of a sweep.
     *
     * @param head of the whole
     * @param shard which part
     */
    record Part(SweepHead head, Shard shard) {}

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws SweepException if the lines are anything else
     */
    static Part read(Lines lines) throws SweepException, IOException {
        StringBuilder read = new StringBuilder();
        IntFunction<String> missing =
                n -> "not the journal of a sweep: " + (n == 0 ? "it is empty" : "its head is cut");
        try {
            JsonNode first = next(lines, read, missing.apply(0));
            if (first.path("tidegate_journal").asInt(0) != FORMAT) {
                throw lines.wrong("not the journal of a sweep that this program can read");
            }
            int count = first.path("points").asInt(0);
            int replications = first.path("replications").asInt(0);
            if (count < 1
                    || count > Designs.MOST_POINTS
                    || replications < 1
                    || replications > MOST_REPLICATIONS
                    || (long) count * replications > MOST_RUNS) {
                throw lines.wrong("has a number of points or replications that no sweep has");
            }
            List<String> labels = new ArrayList<>();
            first.path("labels").forEach(label -> labels.add(label.asString("")));
            List<Axis> axes = new ArrayList<>();
            for (JsonNode axis : first.path("axes")) {
                axes.add(new Axis(
                        axis.path("path").asString(""), axis.path("dimension").asString("")));
            }
            List<Expectation> expect = new ArrayList<>();
            first.path("expect").forEach(each -> expect.add(expectation(each)));
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                points.add(point(next(lines, read, missing.apply(1))));
            }
            SweepHead head = new SweepHead(
                    first.path("version").asString(""),
                    first.path("code").asString(""),
                    first.path("scenario").asString(""),
                    first.path("title").asString(""),
                    replications,
                    labels,
                    axes,
                    expect,
                    points);
            Shard shard = Shard.parse(first.path("shard").asString(""));
            boolean hashes = head.code.matches(HASH)
                    && points.stream()
                            .allMatch(each -> each.scenario.matches(HASH)
                                    && each.values.size() == axes.size()
                                    && each.numbers.size() == axes.size());
            if (!hashes || labels.isEmpty() || !head.text(shard).contentEquals(read)) {
                throw lines.wrong("its head was changed");
            }
            // Labels and conditions that are none are damage too.
            head.expectations();
            return new Part(head, shard);
        } catch (JacksonException | IllegalArgumentException | ScenarioException e) {
            throw lines.wrong("its head is damaged");
        }
    }

    private static JsonNode next(Lines lines, StringBuilder read, String otherwise) throws SweepException, IOException {
        String line = lines.next();
        if (line == null) {
            throw lines.wrong(otherwise);
        }
        read.append(line).append('\n');
        return MAPPER.readTree(line);
    }

    private static Expectation expectation(JsonNode node) {
        String level = node.path("level").asString("").toUpperCase(Locale.ROOT);
        ExpectSpec spec = new ExpectSpec(
                node.path("name").asString(""), node.path("that").asString(""), ExpectSpec.Level.valueOf(level));
        return new Expectation(
                spec, node.path("file").asString(""), node.path("line").asInt(0));
    }

    private static Point point(JsonNode node) {
        List<String> values = new ArrayList<>();
        node.path("values").forEach(value -> values.add(value.asString("")));
        List<Double> numbers = new ArrayList<>();
        node.path("numbers").forEach(value -> numbers.add(value.asDouble(Double.NaN)));
        return new Point(node.path("scenario").asString(""), values, numbers);
    }

    /** The word of a dimension or level. */
    static String word(Enum<?> each) {
        return each.name().toLowerCase(Locale.ROOT);
    }
}

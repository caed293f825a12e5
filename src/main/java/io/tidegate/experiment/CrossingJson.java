package io.tidegate.experiment;

import io.tidegate.measure.Replicates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A crossing as JSON, a phase an object:
 * {@code [{"phase":"{phase=after}","seconds":60.0,"fleet":5,"cells":[1,…],"parts":[{"plan":"pro","region":"europe","kind":"chat",
 * "counts":{"offered":[9,…],…},"ttft":{"p50":[value,left out,…],…}},…]},…]}. Counts have one number a group of cells.
 */
final class CrossingJson {
    private CrossingJson() {}

    static void write(JsonGenerator out, Crossing crossing) {
        out.writeStartArray();
        for (Crossing.Phase phase : crossing.phases()) {
            out.writeStartObject();
            out.writeStringProperty("phase", new MeasureName("", "", phase.labels()).toString());
            out.writeNumberProperty("seconds", phase.seconds());
            out.writeNumberProperty("fleet", phase.fleet());
            out.writeName("cells");
            counts(out, phase.cells());
            out.writeArrayPropertyStart("parts");
            phase.parts().forEach(part -> part(out, part));
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void part(JsonGenerator out, Crossing.Part part) {
        out.writeStartObject();
        out.writeStringProperty(part.api() ? "tier" : "plan", part.who());
        out.writeStringProperty("region", part.region());
        out.writeStringProperty("kind", part.kind());
        out.writeObjectPropertyStart("counts");
        for (Map.Entry<String, List<Long>> each : part.counts().entrySet()) {
            out.writeName(each.getKey());
            counts(out, each.getValue());
        }
        out.writeEndObject();
        out.writeObjectPropertyStart("ttft");
        for (Map.Entry<String, Replicates> each : part.ttft().entrySet()) {
            out.writeName(each.getKey());
            MeasuredJson.replicates(out, each.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void counts(JsonGenerator out, List<Long> counts) {
        out.writeStartArray();
        counts.forEach(out::writeNumber);
        out.writeEndArray();
    }

    /**
     * Reads what {@link #write} wrote, of which nothing was read.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static Crossing read(JsonParser in) {
        need(in.nextToken() == JsonToken.START_ARRAY, "is no list");
        List<Crossing.Phase> phases = new ArrayList<>();
        while (in.nextToken() == JsonToken.START_OBJECT) {
            phases.add(phase(in));
        }
        need(in.currentToken() == JsonToken.END_ARRAY, "is more than a list of phases");
        return new Crossing(phases);
    }

    private static Crossing.Phase phase(JsonParser in) {
        MeasureName labels = MeasureName.parse("in" + text(in, "phase"));
        need(labels.labels().containsKey("phase"), "has a phase without a name");
        need("seconds".equals(in.nextName()) && in.nextToken() == JsonToken.VALUE_NUMBER_FLOAT, "has no 'seconds'");
        double seconds = in.getDoubleValue();
        need("fleet".equals(in.nextName()) && in.nextToken() == JsonToken.VALUE_NUMBER_INT, "has no 'fleet'");
        int fleet = in.getIntValue();
        need("cells".equals(in.nextName()), "has no 'cells'");
        List<Long> cells = counts(in);
        need("parts".equals(in.nextName()) && in.nextToken() == JsonToken.START_ARRAY, "has no 'parts'");
        List<Crossing.Part> parts = new ArrayList<>();
        while (in.nextToken() == JsonToken.START_OBJECT) {
            Crossing.Part part = part(in, cells.size());
            parts.add(part);
        }
        need(in.currentToken() == JsonToken.END_ARRAY, "has a part that is none");
        end(in);
        return new Crossing.Phase(labels.labels(), seconds, fleet, cells, parts);
    }

    private static Crossing.Part part(JsonParser in, int groups) {
        String label = in.nextName();
        need("plan".equals(label) || "tier".equals(label), "has a part without plan or tier");
        need(in.nextToken() == JsonToken.VALUE_STRING, "has a part without plan or tier");
        String who = in.getString();
        String region = text(in, "region");
        String kind = text(in, "kind");
        need("counts".equals(in.nextName()) && in.nextToken() == JsonToken.START_OBJECT, "has a part without 'counts'");
        NavigableMap<String, List<Long>> counts = new TreeMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            List<Long> all = counts(in);
            need(all.size() == groups, "has other groups in '" + name + "'");
            counts.put(name, all);
        }
        need("ttft".equals(in.nextName()) && in.nextToken() == JsonToken.START_OBJECT, "has a part without 'ttft'");
        NavigableMap<String, Replicates> ttft = new TreeMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            Replicates value = MeasuredJson.replicates(in, name);
            need(value.leftOut().length == groups, "has other groups in '" + name + "'");
            ttft.put(name, value);
        }
        end(in);
        return new Crossing.Part("tier".equals(label), who, region, kind, counts, ttft);
    }

    private static String text(JsonParser in, String name) {
        need(name.equals(in.nextName()) && in.nextToken() == JsonToken.VALUE_STRING, "has no '" + name + "'");
        return in.getString();
    }

    private static List<Long> counts(JsonParser in) {
        need(in.nextToken() == JsonToken.START_ARRAY, "has a count that is no list");
        List<Long> all = new ArrayList<>();
        while (in.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            all.add(in.getLongValue());
        }
        need(
                in.currentToken() == JsonToken.END_ARRAY && all.size() <= Experiment.MAX_GROUPS,
                "has a count that is no list of whole numbers");
        return all;
    }

    private static void end(JsonParser in) {
        need(in.nextToken() == JsonToken.END_OBJECT, "has more than it should");
    }

    private static void need(boolean condition, String otherwise) {
        MeasuredJson.need(condition, "'crossing' " + otherwise);
    }
}

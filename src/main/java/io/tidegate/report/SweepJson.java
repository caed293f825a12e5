package io.tidegate.report;

import io.tidegate.experiment.sweep.SweepResults;
import io.tidegate.experiment.sweep.SweepRuns;
import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** {@code results.json}: the results of a sweep in the form of summaries, written point by point. */
final class SweepJson {
    private SweepJson() {}

    /**
     * Writes every measure of every point.
     *
     * @param kept measures that the results have
     * @return the results
     */
    static SweepResults write(SweepRuns runs, Set<String> kept, Writer out) throws IOException {
        JsonGenerator json = SummaryJson.generator(out);
        SweepResults none = SweepResults.none(runs);
        json.writeStartObject();
        json.writeNumberProperty("schema_version", none.schemaVersion());
        json.writeStringProperty("scenario", none.scenario());
        json.writeStringProperty("title", none.title());
        json.writeStringProperty("version", none.version());
        json.writeNumberProperty("replications", none.replications());
        json.writePOJOProperty("labels", none.labels());
        json.writePOJOProperty("axes", none.axes());
        json.writeArrayPropertyStart("points");
        SweepResults results = SweepResults.of(runs, kept, json::writePOJO);
        json.writeEndArray();
        json.writePOJOProperty("expectations", results.expectations());
        json.writeEndObject();
        json.flush();
        out.write('\n');
        return results;
    }
}

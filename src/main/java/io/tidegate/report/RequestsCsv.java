package io.tidegate.report;

import io.tidegate.experiment.TraceReplay;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import tools.jackson.core.io.NumberOutput;

/**
 * One line a request of a trace that was served, in order of id, with times in seconds: the shortest decimals from which the same
 * double is read. Times of a request that was refused are empty.
 */
public final class RequestsCsv {
    private static final String HEADER = "id,arrived_at,first_token_at,completed_at,restarts\n";

    private RequestsCsv() {}

    /** Writes the file, which appears whole or not at all; one that is there is replaced. */
    public static void write(TraceReplay replay, Path file) throws IOException {
        WholeFile.write(file, out -> lines(replay, out));
    }

    private static void lines(TraceReplay replay, Writer out) throws IOException {
        out.write(HEADER);
        for (int id = 0; id < replay.size(); id++) {
            out.write(Integer.toString(id));
            time(out, replay.arrivedAt(id));
            time(out, replay.firstTokenAt(id));
            time(out, replay.completedAt(id));
            out.write(',');
            out.write(Integer.toString(replay.restarts(id)));
            out.write('\n');
        }
    }

    private static void time(Writer out, double seconds) throws IOException {
        out.write(',');
        if (!Double.isNaN(seconds)) {
            out.write(NumberOutput.toString(seconds, true));
        }
    }
}

package io.tidegate.scenario;

import io.tidegate.scenario.CsvTable.Row;
import java.nio.file.Path;
import java.util.List;

/** What a trace says of how its requests were served when it was recorded, by row from 0. */
public final class MeasuredLatencies {
    /** The columns, in seconds from a request's arrival. */
    private static final List<String> COLUMNS = List.of("ttft_s", "e2e_s");

    private final double[] firstToken;
    private final double[] lastToken;

    private MeasuredLatencies(double[] firstToken, double[] lastToken) {
        this.firstToken = firstToken;
        this.lastToken = lastToken;
    }

    /**
     * Reads the columns {@code ttft_s} and {@code e2e_s} of a CSV trace.
     *
     * @param limit most rows to read, 1 or more
     * @throws ScenarioException if the file cannot be read, lacks a column, or rows are wrong, with every mistake and its line
     */
    public static MeasuredLatencies read(Path file, int limit) throws ScenarioException {
        CsvTable table = CsvTable.read(file);
        List<Row> all = table.rows(COLUMNS);
        List<Row> rows = all.subList(0, Math.min(limit, all.size()));
        double[] first = new double[rows.size()];
        double[] last = new double[rows.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = rows.get(i).number("ttft_s", 0);
            last[i] = rows.get(i).number("e2e_s", 0);
            if (last[i] < first[i]) {
                rows.get(i).mistake("e2e_s", "need the last token after the first, found " + last[i]);
            }
        }
        table.throwIfAny();
        return new MeasuredLatencies(first, last);
    }

    /** Requests. */
    public int size() {
        return firstToken.length;
    }

    /** Seconds from a request's arrival to its first token, 0 or more. */
    public double firstToken(int request) {
        return firstToken[request];
    }

    /** Seconds from a request's arrival to its last token, no less than {@link #firstToken}. */
    public double lastToken(int request) {
        return lastToken[request];
    }
}

package io.tidegate.scenario;

import io.tidegate.workload.Trace;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows of a trace in CSV. */
final class TraceColumns {
    /** What a trace may look like. */
    static final String VALID = "need CSV with the columns arrived_at, num_prefill_tokens, num_decode_tokens, or"
            + " TIMESTAMP, ContextTokens, GeneratedTokens (Azure), or JSON lines with timestamp, input_length,"
            + " output_length (Mooncake)";

    private static final List<String> PLAIN = List.of("arrived_at", "num_prefill_tokens", "num_decode_tokens");
    private static final List<String> AZURE = List.of("TIMESTAMP", "ContextTokens", "GeneratedTokens");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern OFFSET = Pattern.compile(".*(Z|[+-]\\d\\d:\\d\\d)");
    private static final double NANOS = 1e9;
    /** Nanoseconds of so many days are still whole numbers. */
    private static final int MOST_DAYS = 100_000;

    /** A date needs ten characters, and those of a time follow. */
    private static final int DATE = 10;

    private final TraceLines lines;
    private final Trace.Builder trace;
    private final List<String> names;
    private final int[] places = new int[3];
    private final int count;
    private final List<String> cells = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private @Nullable LocalDateTime first;

    TraceColumns(TraceLines lines, Trace.Builder trace, String header) throws ScenarioException {
        this.lines = lines;
        this.trace = trace;
        split(header);
        cells.replaceAll(String::strip);
        names = AZURE.stream().anyMatch(cells::contains) ? AZURE : PLAIN;
        if (names.stream().noneMatch(cells::contains)) {
            throw lines.error(1, "unknown header " + Suggestion.quote(header) + "; " + VALID);
        }
        for (int i = 0; i < places.length; i++) {
            String name = names.get(i);
            places[i] = cells.indexOf(name);
            if (places[i] < 0) {
                throw lines.error(1, "no column " + name + "; " + VALID);
            }
            int again = cells.lastIndexOf(name);
            if (again != places[i]) {
                throw lines.error(starts.get(again), "column " + name + " is there twice");
            }
        }
        count = cells.size();
    }

    /** Adds a row to the trace. */
    void row(String line) throws ScenarioException {
        split(line);
        if (cells.size() != count) {
            throw lines.error(
                    starts.get(Math.min(cells.size(), count + 1) - 1),
                    "need " + count + " cells as in the header, found " + cells.size());
        }
        int column = 0;
        try {
            double seconds = names == AZURE ? sinceFirst(cell(0)) : seconds(cell(0));
            double arrival = TraceReader.arrival(seconds, trace);
            column = 1;
            int prompt = tokens(cell(1));
            column = 2;
            trace.add(arrival, prompt, tokens(cell(2)));
        } catch (IllegalArgumentException bad) {
            throw lines.error(starts.get(places[column]), names.get(column) + ": " + bad.getMessage());
        }
    }

    private String cell(int i) {
        return cells.get(places[i]).strip();
    }

    private static double seconds(String text) {
        if (!NUMBER.matcher(text).matches() || Double.isInfinite(Double.parseDouble(text))) {
            throw new IllegalArgumentException("need seconds, such as 12.5, found " + Suggestion.quote(text));
        }
        return Double.parseDouble(text);
    }

    private static int tokens(String text) {
        try {
            return tokens(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("need a whole number of tokens, found " + Suggestion.quote(text), e);
        }
    }

    /** Tokens within their range. */
    static int tokens(long tokens) {
        if (tokens < 0 || tokens > 1_000_000_000) {
            throw new IllegalArgumentException("must be 0 to 1000000000 tokens, found " + tokens);
        }
        return (int) tokens;
    }

    /** Seconds from the first row, exact to the nanosecond before they are rounded once. */
    private double sinceFirst(String text) {
        LocalDateTime time;
        try {
            String iso = text.length() > DATE ? text.substring(0, DATE) + 'T' + text.substring(DATE + 1) : text;
            time = OFFSET.matcher(iso.substring(Math.min(iso.length(), DATE))).matches()
                    ? OffsetDateTime.parse(iso)
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalDateTime()
                    : LocalDateTime.parse(iso);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "need a date and time, such as 2023-11-16 18:17:03.9799600, found " + Suggestion.quote(text), e);
        }
        if (first == null) {
            first = time;
        }
        Duration since = Duration.between(first, time);
        return Math.abs(since.toDays()) < MOST_DAYS ? since.toNanos() / NANOS : since.toSeconds();
    }

    /** Cells of a line and the columns, from 1, at which they begin. */
    private void split(String line) throws ScenarioException {
        cells.clear();
        starts.clear();
        int from = 0;
        while (true) {
            starts.add(from + 1);
            if (from < line.length() && line.charAt(from) == '"') {
                from = quoted(line, from);
            } else {
                int comma = line.indexOf(',', from);
                int end = comma < 0 ? line.length() : comma;
                cells.add(line.substring(from, end));
                from = end;
            }
            if (from == line.length()) {
                return;
            }
            if (line.charAt(from) != ',') {
                throw lines.error(from + 1, "need a comma after a quoted cell");
            }
            from++;
        }
    }

    /** Adds a quoted cell; returns where it ends. */
    private int quoted(String line, int from) throws ScenarioException {
        StringBuilder cell = new StringBuilder();
        int at = from + 1;
        while (true) {
            int quote = line.indexOf('"', at);
            if (quote < 0) {
                throw lines.error(from + 1, "a quoted cell must end on its line");
            }
            cell.append(line, at, quote);
            at = quote + 1;
            if (at == line.length() || line.charAt(at) != '"') {
                cells.add(cell.toString());
                return at;
            }
            cell.append('"');
            at++;
        }
    }
}

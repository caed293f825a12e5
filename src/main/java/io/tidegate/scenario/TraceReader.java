package io.tidegate.scenario;

import io.tidegate.workload.Trace;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Reads request traces, strictly. Three forms are told apart by their first line, each as it is or compressed with gzip, in
 * UTF-8, with any line ends:
 *
 * <ul>
 *   <li>CSV with the columns {@code arrived_at} (seconds from the start), {@code num_prefill_tokens} and
 *       {@code num_decode_tokens};
 *   <li>CSV with the columns {@code TIMESTAMP} (date and time, taken relative to the first row), {@code ContextTokens} and
 *       {@code GeneratedTokens}, as Azure publishes;
 *   <li>JSON lines with {@code timestamp} (milliseconds from the start), {@code input_length}, {@code output_length} and
 *       optionally {@code hash_ids} (of prompt blocks of 512 tokens), as Mooncake publishes.
 * </ul>
 *
 * <p>Columns come in any order, and others beside them are passed over. Rows must be in order of arrival. A row that asks for no tokens, or
 * has no prompt, is kept, so that ids stay row numbers; whoever serves the trace must refuse it.
 */
public final class TraceReader {
    /** Tokens of a block of {@code hash_ids}. */
    static final int BLOCK_TOKENS = 512;

    /** The latest arrival, in seconds: clocks up to this tell short steps apart. */
    public static final double LATEST = 1e7;

    private TraceReader() {}

    /**
     * Reads a trace.
     *
     * @param file the trace
     * @param limit most rows to read, 1 or more
     * @throws ScenarioException if the file cannot be read or a row is wrong, with the first mistake and its place
     */
    public static Trace read(Path file, int limit) throws ScenarioException {
        if (!Files.exists(file)) {
            throw failure(file, "no such file");
        }
        if (Files.isDirectory(file)) {
            throw failure(file, "a folder, not a trace");
        }
        try (TraceLines lines = new TraceLines(file)) {
            return read(file, lines, limit);
        } catch (AccessDeniedException e) {
            throw failure(file, "cannot be read: permission denied");
        } catch (CharacterCodingException e) {
            throw failure(file, "not UTF-8 text");
        } catch (EOFException | ZipException e) {
            throw failure(file, "broken gzip: " + e.getMessage());
        } catch (IOException e) {
            throw failure(file, "cannot be read: " + e.getMessage());
        }
    }

    private static Trace read(Path file, TraceLines lines, int limit) throws ScenarioException, IOException {
        String line = lines.next();
        if (line == null) {
            throw failure(file, "nothing is written here; " + TraceColumns.VALID);
        }
        Trace.Builder trace = new Trace.Builder(BLOCK_TOKENS);
        if (line.stripLeading().startsWith("{")) {
            TraceJson json = new TraceJson(lines, trace);
            for (; line != null && trace.size() < limit; line = lines.next()) {
                json.row(line);
            }
        } else {
            TraceColumns columns = new TraceColumns(lines, trace, line);
            line = lines.next();
            if (line == null) {
                throw failure(file, "no rows after the header");
            }
            for (; line != null && trace.size() < limit; line = lines.next()) {
                columns.row(line);
            }
        }
        return trace.build();
    }

    private static ScenarioException failure(Path file, String what) {
        return new ScenarioException(List.of(file + ": " + what));
    }

    /**
     * An arrival in its place.
     *
     * @throws IllegalArgumentException if it is not one; the message says why
     */
    static double arrival(double seconds, Trace.Builder trace) {
        if (!(seconds >= 0)) {
            throw new IllegalArgumentException("arrives " + -seconds + " s before the start");
        }
        if (seconds > LATEST) {
            throw new IllegalArgumentException(
                    "arrives at " + seconds + " s; need seconds from the start of the trace, at most " + LATEST);
        }
        if (seconds < trace.latest()) {
            throw new IllegalArgumentException(
                    "request " + trace.size() + " arrives at " + seconds + " s, before request " + (trace.size() - 1)
                            + " at " + trace.latest() + " s; sort the rows by arrival");
        }
        return seconds;
    }
}

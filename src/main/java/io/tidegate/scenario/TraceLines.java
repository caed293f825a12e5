package io.tidegate.scenario;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a text file, which may be compressed with gzip; blank ones are skipped. */
final class TraceLines implements Closeable {
    /** Characters of a line: a million block hashes. */
    private static final int LONGEST = 1 << 24;

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Path file;
    private final Reader in;
    private final char[] buffer = new char[1 << 16];
    private int at;
    private int end;
    private int number;

    TraceLines(Path file) throws IOException {
        this.file = file;
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            bytes.mark(2);
            int magic = bytes.read() << 8 | bytes.read();
            bytes.reset();
            InputStream plain = magic == GZIP_MAGIC ? new GZIPInputStream(bytes, 1 << 16) : bytes;
            this.in = new InputStreamReader(
                    plain,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** The next line that is not blank, without its end; null after the last. */
    @Nullable
    String next() throws IOException, ScenarioException {
        String line;
        do {
            line = read();
        } while (line != null && line.isBlank());
        return line;
    }

    private @Nullable String read() throws IOException, ScenarioException {
        StringBuilder start = new StringBuilder();
        number++;
        while (true) {
            if (at == end) {
                at = 0;
                end = Math.max(0, in.read(buffer));
                if (end == 0) {
                    return start.length() == 0 ? null : trimmed(start.toString());
                }
            }
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            if (start.length() + stop - at > LONGEST) {
                throw error(1, "a line of more than " + LONGEST + " characters");
            }
            String part = new String(buffer, at, stop - at);
            at = Math.min(end, stop + 1);
            if (stop < end) {
                return trimmed(start.length() == 0 ? part : start.append(part).toString());
            }
            start.append(part);
        }
    }

    private String trimmed(String line) {
        boolean marked = number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
        String rest = marked ? line.substring(1) : line;
        return rest.endsWith("\r") ? rest.substring(0, rest.length() - 1) : rest;
    }

    /** A mistake in the last line. */
    ScenarioException error(int column, String what) {
        return new ScenarioException(List.of(file + ":" + number + ":" + column + ": " + what));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

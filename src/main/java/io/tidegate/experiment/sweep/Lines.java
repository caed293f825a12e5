package io.tidegate.experiment.sweep;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a file that may hold anything: each of a bounded length, ending in a line feed, in UTF-8. */
final class Lines implements Closeable {
    private static final int LONGEST = 1 << 24;
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final InputStream in;
    private int number;
    private long start;
    private long end;

    private Lines(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Opens a file.
     *
     * @throws SweepException if it is a link, a folder or a pipe
     * @throws IOException if it cannot be read
     */
    static Lines open(Path file) throws SweepException, IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new SweepException(file
                    + (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                            ? ": not a plain file"
                            : ": no such file; name the folder of a sweep"));
        }
        return new Lines(file, new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), BUFFER));
    }

    /**
     * The next line, without its line feed; nothing at the end of the file.
     *
     * @throws SweepException if the line is too long, not UTF-8 or lacks its line feed
     * @throws IOException if the file cannot be read
     */
    @Nullable
    String next() throws SweepException, IOException {
        start = end;
        number++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
        try {
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    if (bytes.size() == 0) {
                        return null;
                    }
                    throw wrong("is cut");
                }
                if (bytes.size() == LONGEST) {
                    throw wrong("is longer than " + LONGEST + " bytes");
                }
                bytes.write(b);
            }
            end = start + bytes.size() + 1;
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong("is not UTF-8");
        }
    }

    /** Where the last line began, in bytes. */
    long start() {
        return start;
    }

    /** Whether nothing follows the last line. */
    boolean atEnd() throws IOException {
        in.mark(1);
        int next = in.read();
        in.reset();
        return next < 0;
    }

    /** A mistake in the last line. */
    SweepException wrong(String why) {
        return new SweepException(file + ":" + number + ": " + why);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

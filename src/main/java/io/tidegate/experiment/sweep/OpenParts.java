package io.tidegate.experiment.sweep;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of parts, each opened once as long as there are not more than a process may have open. */
final class OpenParts implements Closeable {
    private static final int MOST = 200;

    private final List<Path> files;
    private final Map<Integer, SeekableByteChannel> open = new LinkedHashMap<>(16, 0.75f, true);

    OpenParts(List<Path> files) {
        this.files = files;
    }

    /**
     * Some bytes of a file; zeros where it ends before.
     *
     * @param file its number
     */
    byte[] bytes(int file, long offset, int length) throws IOException {
        SeekableByteChannel in = open.get(file);
        if (in == null) {
            if (open.size() == MOST) {
                Iterator<SeekableByteChannel> longestUnused = open.values().iterator();
                longestUnused.next().close();
                longestUnused.remove();
            }
            in = Files.newByteChannel(files.get(file), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            open.put(file, in);
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        in.position(offset);
        for (int read = 0; read >= 0 && bytes.hasRemaining(); ) {
            read = in.read(bytes);
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        for (SeekableByteChannel each : open.values()) {
            each.close();
        }
    }
}

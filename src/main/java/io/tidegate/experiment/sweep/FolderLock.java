package io.tidegate.experiment.sweep;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A folder that one process at a time works in. The lock ends with the process, however that ends; its file stays until the next. */
final class FolderLock implements Closeable {
    /** Name of the file that is locked. */
    static final String FILE = ".lock";

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a folder.
     *
     * @throws SweepException if it is locked already
     */
    static FolderLock take(Path folder) throws SweepException, IOException {
        Path file = folder.resolve(FILE);
        while (true) {
            Object before = key(file);
            if (before == null) {
                create(file);
                continue;
            }
            FileChannel channel;
            try {
                channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                continue;
            }
            boolean kept = false;
            try {
                if (lock(channel) == null) {
                    throw new SweepException(folder + ": another process is at work in this folder");
                }
                // Another process may have finished, and deleted its file, before this one was locked.
                kept = before.equals(key(file));
                if (kept) {
                    return new FolderLock(file, channel);
                }
            } finally {
                if (!kept) {
                    channel.close();
                }
            }
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Another process made it at the same time: the lock decides.
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Deletes the file and ends the lock. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            channel.close();
        }
    }
}

package io.tidegate.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that appears whole or not at all: it is written under a temporary name beside its target and moved into place. */
public final class WholeFile {
    /** Writes what is in a file. */
    interface Content {
        void write(Writer out) throws IOException;
    }

    private WholeFile() {}

    /**
     * Refuses a target that could not be written, before any work is done. A file that is there will be replaced.
     *
     * @throws ReportException if it is not a file, or there is no folder to write to
     */
    public static void requireWritable(Path target) throws ReportException {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new ReportException(target + " is not a file; choose another name");
        }
        Path folder = target.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ReportException(target + " cannot be made: there is no folder " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new ReportException(target + " cannot be made: no permission to write to " + folder);
        }
    }

    /** Writes a text, in UTF-8. */
    public static void write(Path target, String text) throws IOException {
        write(target, out -> out.write(text));
    }

    static void write(Path target, Content content) throws IOException {
        make(target, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                content.write(out);
            }
        });
    }

    /** Makes a file of any kind under its temporary name. */
    interface Making {
        void into(Path temporary) throws IOException;
    }

    static void make(Path target, Making making) throws IOException {
        Path whole = target.toAbsolutePath().normalize();
        Path temporary = whole.resolveSibling("." + whole.getFileName() + ".partial-"
                + ProcessHandle.current().pid());
        try {
            making.into(temporary);
            Files.move(temporary, whole, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}

package io.tidegate.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that appears whole or not at all: it is filled under a temporary name beside its target and moved into place by
 * {@link #commit()}. Closing without a commit leaves nothing behind.
 */
public final class ReportFolder implements AutoCloseable {
    private final Path target;
    private final boolean overwrite;
    private final Path temporary;
    private final Deque<Path> createdParents;
    private boolean committed;

    private ReportFolder(Path target, boolean overwrite, Path temporary, Deque<Path> createdParents) {
        this.target = target;
        this.overwrite = overwrite;
        this.temporary = temporary;
        this.createdParents = createdParents;
    }

    /**
     * Prepares an empty folder beside the target, whose parents are made as needed.
     *
     * @param overwrite whether a report that is already there may be replaced
     * @throws ReportException if something that may not be replaced stands at the target
     */
    public static ReportFolder create(Path target, boolean overwrite) throws ReportException, IOException {
        Path whole = target.toAbsolutePath().normalize();
        if (Files.isSymbolicLink(whole) && Files.exists(whole)) {
            whole = whole.toRealPath();
        }
        Path parent = whole.getParent();
        if (parent == null) {
            throw new ReportException(target + ": a report needs a folder of its own; name one");
        }
        refuseOccupied(whole, overwrite);
        Deque<Path> created = new ArrayDeque<>();
        for (Path each = parent; each != null && !Files.exists(each); each = each.getParent()) {
            created.addLast(each);
        }
        Files.createDirectories(parent);
        return new ReportFolder(whole, overwrite, freshSibling(whole, "partial"), created);
    }

    /**
     * Refuses a target that {@link #create} would refuse or could not make, before any work is done.
     *
     * @param overwrite whether a report that is already there may be replaced
     * @throws ReportException if something that may not be replaced stands at the target, or no folder can be made there
     */
    public static void requireFree(Path target, boolean overwrite) throws ReportException, IOException {
        Path whole = target.toAbsolutePath().normalize();
        refuseOccupied(whole, overwrite);
        Path parent = whole.getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        if (parent != null && !Files.isDirectory(parent)) {
            throw new ReportException(target + " cannot be made: " + parent + " is a file");
        }
        if (parent != null && !Files.isWritable(parent)) {
            throw new ReportException(target + " cannot be made: no permission to write to " + parent);
        }
    }

    /** Copies a file of the report that is being replaced, if it has it. */
    public void keep(String name) throws IOException {
        Path old = target.resolve(name);
        if (Files.exists(old)) {
            Files.copy(old, temporary.resolve(name));
        }
    }

    /** The folder to fill; it moves at {@link #commit()}. */
    public Path path() {
        return committed ? target : temporary;
    }

    /**
     * Moves the folder into place, and what stood there away.
     *
     * @throws ReportException if something came to stand at the target in the meantime that may not be replaced
     */
    public void commit() throws ReportException, IOException {
        refuseOccupied(target, overwrite);
        if (!Files.exists(target)) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            committed = true;
            return;
        }
        Path old = freshSibling(target, "old");
        Files.delete(old);
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        committed = true;
        delete(old);
    }

    /** Deletes the temporary folder, and the parents made for it, unless the folder was committed. */
    @Override
    public void close() throws IOException {
        if (committed) {
            return;
        }
        if (Files.exists(temporary)) {
            delete(temporary);
        }
        for (Path parent : createdParents) {
            if (!isEmpty(parent)) {
                return;
            }
            Files.delete(parent);
        }
    }

    private static void refuseOccupied(Path target, boolean overwrite) throws ReportException, IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new ReportException(target + " is a file, not a folder; choose another name");
        }
        if (isEmpty(target)) {
            return;
        }
        if (!overwrite) {
            throw new ReportException(target + " is not empty; choose another folder, or replace it with --overwrite");
        }
        if (Stream.of("summary.json", "scenario.resolved.yaml", "calibration.json")
                .noneMatch(name -> Files.exists(target.resolve(name)))) {
            throw new ReportException(
                    target + " holds no report, so --overwrite does not replace it; choose another folder");
        }
    }

    /** Makes an empty folder with a name of its own and the permissions that the user's folders have. */
    private static Path freshSibling(Path target, String word) throws IOException {
        long process = ProcessHandle.current().pid();
        for (int attempt = 0; ; attempt++) {
            Path candidate =
                    target.resolveSibling("." + target.getFileName() + "." + word + "-" + process + "-" + attempt);
            try {
                return Files.createDirectory(candidate);
            } catch (FileAlreadyExistsException e) {
                if (attempt == 1000) {
                    throw e;
                }
            }
        }
    }

    /** Whether nothing is in a folder. */
    static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(folder)) {
            entries = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.delete(entry);
        }
    }
}

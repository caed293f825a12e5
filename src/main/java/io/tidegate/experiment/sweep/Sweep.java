package io.tidegate.experiment.sweep;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A part of a sweep at work in a folder, where every finished run is kept: opened again, it goes on where it was. */
public final class Sweep implements Closeable {
    /** Told how far a sweep is; called by the thread that runs it. */
    public interface Progress {
        /** One more run is on disk. */
        void finished(int runs);
    }

    private final SweepPlan plan;
    private final Shard shard;
    private final Path folder;
    private final FolderLock lock;
    private final Journal journal;
    private final int all;

    private Sweep(SweepPlan plan, Shard shard, Path folder, boolean overwrite, FolderLock lock)
            throws SweepException, IOException {
        this.plan = plan;
        this.shard = shard;
        this.folder = folder;
        this.lock = lock;
        this.journal = Journal.open(folder, plan, shard, overwrite);
        int held = 0;
        for (int point = 0; point < plan.head().points().size(); point++) {
            for (int replication = 0; replication < plan.head().replications(); replication++) {
                held += holds(point, replication) ? 1 : 0;
            }
        }
        this.all = held;
    }

    /**
     * Opens a folder, which is made as needed.
     *
     * @param plan what is to be run
     * @param shard which part of it
     * @param folder new, empty, or that of the same sweep
     * @param overwrite whether another sweep that the folder holds, or a damaged one, is discarded
     * @throws SweepException if another process works there, or something else is there
     */
    public static Sweep open(SweepPlan plan, Shard shard, Path folder, boolean overwrite)
            throws SweepException, IOException {
        requireFree(folder);
        Files.createDirectories(folder);
        FolderLock lock = FolderLock.take(folder);
        try {
            deletePartial(folder);
            return new Sweep(plan, shard, folder, overwrite, lock);
        } catch (SweepException | IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Refuses a folder that holds something else than a sweep.
     *
     * @throws SweepException if it does, or is a file
     */
    public static void requireFree(Path folder) throws SweepException, IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new SweepException(folder + " is a file, not a folder; choose another name");
        }
        if (Files.exists(folder.resolve(JournalReader.FILE))) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.anyMatch(each -> !each.getFileName().toString().equals(FolderLock.FILE))) {
                throw new SweepException(folder + " is not empty and holds no sweep; choose another folder");
            }
        }
    }

    /** What a process that was killed left of files that it was writing. */
    private static void deletePartial(Path folder) throws IOException {
        for (Path place : List.of(folder, folder.resolve("charts"))) {
            if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                try (DirectoryStream<Path> left = Files.newDirectoryStream(place, ".*.partial*")) {
                    for (Path each : left) {
                        Files.delete(each);
                    }
                }
            }
        }
    }

    /** How many runs this part has. */
    public int all() {
        return all;
    }

    private boolean holds(int point, int replication) {
        return shard.of() == 1 || shard.holds(plan.head().key(point, replication));
    }

    /** How many of them are on disk. */
    public int finished() {
        return journal.finished();
    }

    /**
     * Runs what is not on disk yet.
     *
     * @throws InterruptedException if the thread was interrupted; what is finished stays on disk
     */
    public void run(TaskRunner runner, Progress progress) throws InterruptedException, IOException {
        List<PlannedRun> runs = new ArrayList<>();
        for (int point = 0; point < plan.head().points().size(); point++) {
            for (int replication = 0; replication < plan.head().replications(); replication++) {
                boolean leads = plan.twins().first(point) == point;
                if (leads && !journal.has(point, replication) && holds(point, replication)) {
                    runs.add(plan.run(point, replication));
                }
            }
        }
        if (!runs.isEmpty()) {
            try {
                runner.run(runs, line -> keep(line, progress));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        journal.complete();
    }

    private void keep(String line, Progress progress) {
        try {
            journal.append(RunLine.parse(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.finished(journal.finished());
    }

    /**
     * All runs, once they are finished.
     *
     * @throws SweepException if they are not, or this is not the whole sweep
     */
    public SweepRuns runs() throws SweepException, IOException {
        return SweepRuns.open(folder);
    }

    /** Lets others work in the folder. */
    @Override
    public void close() throws IOException {
        try {
            journal.close();
        } finally {
            lock.close();
        }
    }
}

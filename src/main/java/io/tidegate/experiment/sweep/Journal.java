package io.tidegate.experiment.sweep;

import io.tidegate.scenario.Sha256;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The journal of a part of a sweep: a line for each finished run, on disk before the run counts as finished. What a killed process
 * leaves is whole but for its last line, which is cut off when the journal is opened again. The file is written by plain calls
 * that an interruption of the thread does not break.
 */
final class Journal implements Closeable {
    private static final String PARTIAL = ".journal.partial";
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final SweepPlan plan;
    private final Shard shard;
    private final RandomAccessFile out;

    /** Where the line of each run begins, and how long it is with its line feed; -1 where there is none yet. */
    private final long[] offsets;

    private final int[] lengths;
    private long end;
    private int finished;
    private boolean complete;

    private Journal(Path file, SweepPlan plan, Shard shard) throws IOException {
        this.file = file;
        this.plan = plan;
        this.shard = shard;
        this.offsets = new long[plan.head().runs()];
        this.lengths = new int[plan.head().runs()];
        Arrays.fill(offsets, -1);
        this.out = new RandomAccessFile(file.toFile(), "rw");
    }

    /**
     * Opens or begins the journal in a folder that is locked. A journal of the same program whose runs all belong to this sweep as
     * well, as when points or replications were added, is carried on.
     *
     * @param overwrite whether another sweep, or a damaged one, is discarded
     * @throws SweepException if what is there is another sweep or damaged
     */
    static Journal open(Path folder, SweepPlan plan, Shard shard, boolean overwrite)
            throws SweepException, IOException {
        Path file = folder.resolve(JournalReader.FILE);
        byte[] head = plan.head().text(shard).getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isBegun(file, head)) {
            try {
                JournalReader.Contents contents = JournalReader.read(file, (run, line, offset) -> {});
                if (!contents.head().text(contents.shard()).equals(plan.head().text(shard))) {
                    carryOver(folder, contents, plan, shard);
                }
            } catch (SweepException e) {
                if (!overwrite) {
                    throw new SweepException(e.getMessage() + "; --overwrite discards what is there");
                }
                Files.delete(file);
            }
        }
        Journal journal = new Journal(file, plan, shard);
        try {
            journal.fill(head);
            return journal;
        } catch (SweepException | IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** Whether a file holds no more than a part of its head, so that no run is lost by beginning afresh. */
    private static boolean isBegun(Path file, byte[] head) throws SweepException, IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new SweepException(file + ": not a plain file");
        }
        if (Files.size(file) >= head.length) {
            return false;
        }
        byte[] there = Files.readAllBytes(file);
        return there.length < head.length && Arrays.equals(there, Arrays.copyOf(head, there.length));
    }

    private void fill(byte[] head) throws SweepException, IOException {
        if (out.length() < head.length) {
            out.setLength(0);
            out.write(head);
            out.getFD().sync();
            end = head.length;
            return;
        }
        Map<String, RunLine> shared = new HashMap<>();
        JournalReader.Contents contents = JournalReader.read(file, (run, line, offset) -> {
            note(run, offset, line.getBytes(StandardCharsets.UTF_8).length + 1);
            if (plan.indices(run.point(), run.replication()).size() > 1) {
                shared.put(run.key(), run);
            }
        });
        complete = contents.complete();
        if (!complete) {
            end = contents.good();
            out.setLength(end);
            for (RunLine run : shared.values()) {
                append(run);
            }
        }
    }

    private static void carryOver(Path folder, JournalReader.Contents old, SweepPlan plan, Shard shard)
            throws SweepException, IOException {
        SweepHead now = plan.head();
        if (!old.head().code().equals(now.code())) {
            throw new SweepException(folder + ": holds a sweep by another build of this program ("
                    + old.head().code().substring(0, 12) + ", this one is "
                    + now.code().substring(0, 12)
                    + "); go on with that one, or choose another folder");
        }
        Path file = folder.resolve(JournalReader.FILE);
        Path partial = folder.resolve(PARTIAL);
        Set<String> copied = new HashSet<>();
        try (OutputStream copy = new BufferedOutputStream(Files.newOutputStream(partial), BUFFER)) {
            copy.write(now.text(shard).getBytes(StandardCharsets.UTF_8));
            JournalReader.read(file, (run, line, offset) -> {
                String scenario = old.head().points().get(run.point()).scenario();
                int twin = shard.holds(run.key()) && run.replication() < now.replications()
                        ? plan.twins().first(scenario)
                        : -1;
                List<Integer> indices = twin < 0 ? List.of() : plan.indices(twin, run.replication());
                if (indices.isEmpty()) {
                    throw new SweepException(
                            folder + ": holds another sweep, of '" + old.head().scenario() + "' with "
                                    + old.head().points().size() + " points and "
                                    + old.head().replications()
                                    + " replications (part " + old.shard() + "), whose " + old.runs()
                                    + " finished runs are not all part of this one; choose another folder");
                }
                if (copied.add(run.key())) {
                    copy.write(text(run, indices, now).getBytes(StandardCharsets.UTF_8));
                }
            });
        } catch (SweepException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
        sync(partial);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String text(RunLine run, List<Integer> indices, SweepHead head) {
        StringBuilder text = new StringBuilder();
        for (int index : indices) {
            text.append(run.at(index / head.replications(), index % head.replications())
                            .text())
                    .append('\n');
        }
        return text.toString();
    }

    private void note(RunLine run, long offset, int length) {
        int index = run.point() * plan.head().replications() + run.replication();
        offsets[index] = offset;
        lengths[index] = length;
        finished++;
    }

    /** Whether a run is on disk. */
    boolean has(int point, int replication) {
        return plan.indices(point, replication).stream().allMatch(index -> offsets[index] >= 0);
    }

    /** How many runs are on disk. */
    int finished() {
        return finished;
    }

    /** Puts a run on disk, for every point that it is of. */
    void append(RunLine run) throws IOException {
        int replications = plan.head().replications();
        if (!plan.head().holds(run)) {
            throw new IllegalArgumentException("a run of something else than this sweep: " + run.key());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Runnable> notes = new ArrayList<>();
        for (int index : plan.indices(run.point(), run.replication())) {
            if (offsets[index] < 0) {
                RunLine own = run.at(index / replications, index % replications);
                byte[] line = (own.text() + "\n").getBytes(StandardCharsets.UTF_8);
                long begin = end + bytes.size();
                notes.add(() -> note(own, begin, line.length));
                bytes.writeBytes(line);
            }
        }
        out.seek(end);
        out.write(bytes.toByteArray());
        out.getFD().sync();
        end += bytes.size();
        notes.forEach(Runnable::run);
    }

    /** Puts all lines in order and ends the journal, so that its bytes tell nothing of how it was reached. */
    void complete() throws IOException {
        if (complete) {
            return;
        }
        Path partial = file.resolveSibling(PARTIAL);
        MessageDigest digest = Sha256.digest();
        try (OutputStream copy =
                new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(partial), BUFFER), digest)) {
            copy.write(plan.head().text(shard).getBytes(StandardCharsets.UTF_8));
            for (int index = 0; index < offsets.length; index++) {
                if (offsets[index] >= 0) {
                    byte[] line = new byte[lengths[index]];
                    out.seek(offsets[index]);
                    out.readFully(line);
                    copy.write(line);
                }
            }
            copy.write((JournalReader.footer(finished, digest) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        sync(partial);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        complete = true;
    }

    private static void sync(Path file) throws IOException {
        try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
            written.getFD().sync();
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

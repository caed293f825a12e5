package io.tidegate.experiment.sweep;

import io.tidegate.scenario.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal: its head, a line for each finished run and, once all are finished, {@code {"end":256,"sum":"…"}} with the SHA-256
 * of all before. Every line must be one that this sweep could have written; only the last may be torn.
 */
final class JournalReader {
    /** Name of the file in the folder of a sweep. */
    static final String FILE = "journal.ndjson";

    /** Takes runs in the order of the file. */
    interface Sink {
        /** A run, its line without the line feed, and where that begins. */
        void run(RunLine run, String line, long offset) throws SweepException, IOException;
    }

    /**
     * What was read.
     *
     * @param head of the sweep
     * @param shard which part of it
     * @param runs how many are finished
     * @param good bytes of the file that are whole lines
     * @param complete whether the file says that all runs are finished; these are then in order
     * @param torn what is wrong with the last line; nothing where it is whole
     * @param end the line that ends it, which holds the hash of all before; empty where it is not complete
     */
    record Contents(
            SweepHead head,
            Shard shard,
            int runs,
            long good,
            boolean complete,
            @Nullable String torn,
            String end) {}

    private final Lines lines;
    private final SweepHead.Part part;
    private final Sink sink;
    private final MessageDigest digest = Sha256.digest();
    private final BitSet seen = new BitSet();
    private String end = "";
    private boolean ascending = true;
    private int last = -1;

    private JournalReader(Lines lines, SweepHead.Part part, Sink sink) {
        this.lines = lines;
        this.part = part;
        this.sink = sink;
    }

    /**
     * Reads all of a file.
     *
     * @throws SweepException with the file, line and reason, if it holds anything that a journal does not
     */
    static Contents read(Path file, Sink sink) throws SweepException, IOException {
        return read(file, null, sink);
    }

    /**
     * Reads all of a file that was read before.
     *
     * @param known its head; whatever it was where there is none
     * @throws SweepException as above, or if it has another head now
     */
    static Contents read(Path file, @Nullable SweepHead known, Sink sink) throws SweepException, IOException {
        try (Lines lines = Lines.open(file)) {
            SweepHead.Part part = SweepHead.read(lines);
            if (known != null && !known.equals(part.head())) {
                throw changed(file);
            }
            return new JournalReader(lines, part, sink).body();
        }
    }

    /** That a file is not what it was when it was read before. */
    static SweepException changed(Path file) {
        return new SweepException(file + ": was changed while it was read");
    }

    /** The line that ends a journal, given the digest of all before. */
    static String footer(int runs, MessageDigest digest) {
        return "{\"end\":" + runs + ",\"sum\":\"" + Sha256.hex(digest) + "\"}";
    }

    private Contents body() throws SweepException, IOException {
        digest.update(part.head().text(part.shard()).getBytes(StandardCharsets.UTF_8));
        while (true) {
            try {
                String line = lines.next();
                if (line == null || line.startsWith("{\"end\":")) {
                    if (line != null) {
                        end(line);
                    }
                    return contents(line != null, null);
                }
                run(line);
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            } catch (SweepException e) {
                if (!lines.atEnd()) {
                    throw e;
                }
                return contents(false, e.getMessage());
            }
        }
    }

    private Contents contents(boolean complete, @Nullable String torn) {
        return new Contents(part.head(), part.shard(), seen.cardinality(), lines.start(), complete, torn, end);
    }

    private void run(String line) throws SweepException, IOException {
        SweepHead head = part.head();
        RunLine run;
        try {
            run = RunLine.parse(line);
        } catch (IllegalArgumentException e) {
            throw lines.wrong(String.valueOf(e.getMessage()));
        }
        if (!head.holds(run) || !part.shard().holds(run.key())) {
            throw lines.wrong("a run of something else than this sweep");
        }
        int index = run.point() * head.replications() + run.replication();
        if (seen.get(index)) {
            throw lines.wrong("point " + run.point() + ", replication " + run.replication() + " a second time");
        }
        seen.set(index);
        ascending &= index > last;
        last = index;
        sink.run(run, line, lines.start());
    }

    private void end(String line) throws SweepException, IOException {
        if (!line.equals(footer(seen.cardinality(), digest)) || !ascending) {
            throw lines.wrong("its end does not match what is before it");
        }
        if (!lines.atEnd()) {
            throw lines.wrong("something follows the end of the journal");
        }
        end = line;
    }
}

package io.tidegate.experiment.sweep;

import io.tidegate.scenario.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the parts of a sweep together. Their files come from elsewhere and may hold anything: whatever is not a finished part of one
 * sweep by this program is refused, with its name and the reason.
 */
public final class Merge {
    private static final int BUFFER = 1 << 16;

    private final List<Path> files;
    private final SweepHead head;

    /** For each run the file that has it, the hash of its line, where that begins and how many bytes it has. */
    private final int[] owners;

    private final String[] hashes;
    private final long[] offsets;
    private final int[] lengths;

    private Merge(List<Path> files, SweepHead head) {
        this.files = files;
        this.head = head;
        this.owners = new int[head.runs()];
        this.hashes = new String[head.runs()];
        this.offsets = new long[head.runs()];
        this.lengths = new int[head.runs()];
    }

    /**
     * Merges parts.
     *
     * @param folders each with the journal of a finished part, one or more; parts may overlap if they agree
     * @param code identity of this program, see {@link CodeIdentity}
     * @param out folder that the journal of the whole is written to
     * @throws SweepException if a part is refused or runs are missing
     */
    public static void write(List<Path> folders, String code, Path out) throws SweepException, IOException {
        List<Path> files = new ArrayList<>();
        List<JournalReader.Contents> parts = new ArrayList<>();
        for (Path folder : folders) {
            Path file = folder.resolve(JournalReader.FILE);
            files.add(file);
            parts.add(part(file, code));
            if (!parts.get(0).head().equals(parts.get(parts.size() - 1).head())) {
                throw new SweepException(file + ": is part of another sweep than " + files.get(0));
            }
        }
        Merge merge = new Merge(files, parts.get(0).head());
        merge.collect();
        merge.requireAll(parts.get(0).shard().of());
        merge.copy(out.resolve(JournalReader.FILE));
    }

    private static JournalReader.Contents part(Path file, String code) throws SweepException, IOException {
        JournalReader.Contents part = JournalReader.read(file, (run, line, offset) -> {});
        if (part.torn() != null) {
            throw new SweepException(part.torn() + "; the file was cut or changed, or the part is not finished");
        }
        if (!part.complete()) {
            throw new SweepException(file + ": part " + part.shard() + " is not finished: it has " + part.runs()
                    + " runs; go on with it first, by the command that began it");
        }
        if (!part.head().code().equals(code)) {
            throw new SweepException(file + ": was written by another build of the program ("
                    + part.head().code().substring(0, 12) + ", this one is " + code.substring(0, 12)
                    + "); merge with the build that ran the parts");
        }
        return part;
    }

    private void collect() throws SweepException, IOException {
        for (int i = 0; i < files.size(); i++) {
            int owner = i;
            JournalReader.read(files.get(i), head, (run, line, offset) -> {
                int index = run.point() * head.replications() + run.replication();
                String hash = Sha256.of(line);
                if (hashes[index] == null) {
                    hashes[index] = hash;
                    owners[index] = owner;
                    offsets[index] = offset;
                    lengths[index] = line.getBytes(StandardCharsets.UTF_8).length;
                } else if (!hashes[index].equals(hash)) {
                    throw new SweepException(files.get(owner) + ": point " + run.point() + ", replication "
                            + run.replication() + " is not what " + files.get(owners[index])
                            + " has; one of them was changed");
                }
            });
        }
    }

    private void requireAll(int of) throws SweepException {
        Map<Integer, Integer> missing = new TreeMap<>();
        int all = 0;
        for (int index = 0; index < hashes.length; index++) {
            if (hashes[index] == null) {
                String key = head.key(index / head.replications(), index % head.replications());
                for (int shard = 1; shard <= of; shard++) {
                    if (new Shard(shard, of).holds(key)) {
                        missing.merge(shard, 1, Integer::sum);
                    }
                }
                all++;
            }
        }
        if (all > 0) {
            List<String> where = new ArrayList<>();
            missing.forEach((shard, runs) -> where.add(runs + " of part " + shard + "/" + of));
            throw new SweepException(all + " of " + hashes.length + " runs are missing: " + String.join(", ", where));
        }
    }

    private void copy(Path target) throws SweepException, IOException {
        MessageDigest digest = Sha256.digest();
        try (OpenParts parts = new OpenParts(files);
                OutputStream out = new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(target), BUFFER), digest)) {
            out.write(head.text(Shard.WHOLE).getBytes(StandardCharsets.UTF_8));
            for (int index = 0; index < hashes.length; index++) {
                byte[] line = line(parts, index);
                out.write(line);
                out.write('\n');
            }
            out.write((JournalReader.footer(hashes.length, digest) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private byte[] line(OpenParts parts, int index) throws SweepException, IOException {
        byte[] line = parts.bytes(owners[index], offsets[index], lengths[index]);
        if (!Sha256.of(line).equals(hashes[index])) {
            throw new SweepException(files.get(owners[index]) + ": was changed while it was merged");
        }
        return line;
    }
}

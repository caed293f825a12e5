package io.tidegate.experiment.sweep;

import io.tidegate.experiment.Crossing;
import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.Measured;
import io.tidegate.experiment.expect.Expectations;
import io.tidegate.measure.Replicates;
import io.tidegate.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every run of a finished sweep, read from its journal point by point, as all together may be too large. */
public final class SweepRuns {
    /** Takes points in order. */
    public interface Sink {
        /** A point and its replications in order, each with the names of the whole sweep. */
        void point(int point, List<Measured> replications) throws IOException;
    }

    private static final String REASON = "reason";

    private final Path journal;
    private final JournalReader.Contents contents;
    private final SweepHead head;
    private final Expectations expectations;
    private final NavigableSet<String> names;

    /** For the name of every share of a reason that of all reasons. */
    private final Map<String, String> withoutReason;

    /** Names of values that are worked out for the asking. */
    private final NavigableSet<String> asked;

    private SweepRuns(
            Path journal,
            JournalReader.Contents contents,
            Expectations expectations,
            NavigableSet<String> names,
            NavigableSet<String> asked) {
        this.journal = journal;
        this.contents = contents;
        this.head = contents.head();
        this.expectations = expectations;
        this.names = names;
        this.withoutReason = withoutReason(names);
        this.asked = asked;
    }

    /**
     * Opens the folder of a sweep.
     *
     * @throws SweepException if it holds none, or one that is damaged, a part of a whole or not finished
     */
    public static SweepRuns open(Path folder) throws SweepException, IOException {
        Path journal = folder.resolve(JournalReader.FILE);
        NavigableSet<String> names = new TreeSet<>();
        JournalReader.Contents contents = JournalReader.read(
                journal,
                (run, line, offset) -> names.addAll(run.values().values().keySet()));
        if (!contents.complete() || contents.runs() < contents.head().runs()) {
            throw new SweepException(journal + ": has " + contents.runs() + " of "
                    + contents.head().runs() + " runs, as "
                    + (contents.complete()
                            ? "it is part " + contents.shard() + "; merge the parts first"
                            : "the sweep is not finished; run it again to go on"));
        }
        try {
            return new SweepRuns(journal, contents, contents.head().expectations(), names, new TreeSet<>());
        } catch (IllegalArgumentException | ScenarioException e) {
            throw new SweepException(journal + ": " + e.getMessage());
        }
    }

    private static Map<String, String> withoutReason(NavigableSet<String> names) {
        Map<String, String> shares = new TreeMap<>();
        for (String name : names) {
            MeasureName parsed = MeasureName.parse(name);
            if (parsed.labels().containsKey(REASON)) {
                shares.put(name, parsed.without(REASON).toString());
            }
        }
        return shares;
    }

    /** What is expected of every point. */
    public Expectations expectations() {
        return expectations;
    }

    /** What the sweep is. */
    public SweepHead head() {
        return head;
    }

    /** The canonical names of everything that was measured in any run, and of what was asked for, sorted. */
    public NavigableSet<String> names() {
        return Collections.unmodifiableNavigableSet(names);
    }

    /** The same runs, and of values by region or kind, which are many, those of the given canonical names. */
    public SweepRuns with(List<String> more) {
        NavigableSet<String> crossed = new TreeSet<>();
        for (String name : more) {
            if (Crossing.isAbout(MeasureName.parse(name))) {
                crossed.add(name);
            }
        }
        NavigableSet<String> all = new TreeSet<>(names);
        all.addAll(crossed);
        return new SweepRuns(journal, contents, expectations, all, crossed);
    }

    /**
     * Reads all points.
     *
     * @throws IOException if the file cannot be read, or was changed since it was opened
     */
    public void forEach(Sink sink) throws IOException {
        List<Measured> replications = new ArrayList<>();
        try {
            JournalReader.Contents again = JournalReader.read(journal, head, (run, line, offset) -> {
                replications.add(whole(run.values()));
                if (run.replication() == head.replications() - 1) {
                    sink.point(run.point(), List.copyOf(replications));
                    replications.clear();
                }
            });
            if (!again.equals(contents)) {
                throw JournalReader.changed(journal);
            }
        } catch (SweepException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** A run in which nothing was denied for a reason has no share of that reason: it is 0 where the share of all reasons is. */
    private Measured whole(Measured run) {
        NavigableMap<String, Replicates> values = new TreeMap<>(run.values());
        withoutReason.forEach((name, allReasons) -> {
            Replicates all = values.get(allReasons);
            if (all != null && !values.containsKey(name)) {
                values.put(name, all.times(0));
            }
        });
        for (String name : asked) {
            Replicates value = run.get(MeasureName.parse(name));
            if (value != null) {
                values.put(name, value);
            }
        }
        return new Measured(values, run.requests(), run.crossing());
    }
}

package io.tidegate.experiment.sweep;

import io.tidegate.experiment.Experiment;
import io.tidegate.experiment.Measured;
import io.tidegate.experiment.MeasuredJson;
import io.tidegate.experiment.ModelTables;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.Sha256;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * A finished run as a line of the journal,
 * {@code {"key":"…","point":3,"replication":1,"measured":{…},"sum":"…"}}: the sum is the SHA-256 of all before {@code ,"sum"}.
 *
 * @param key what determines the run, as 64 hexadecimal digits
 * @param point number of the point, from 0
 * @param replication number of the replication, from 0
 * @param measured as {@link MeasuredJson} writes it
 */
public record RunLine(String key, int point, int replication, String measured) {
    private static final Pattern HEAD = Pattern.compile(
            "\\{\"key\":\"([0-9a-f]{64})\",\"point\":(0|[1-9]\\d{0,8}),\"replication\":(0|[1-9]\\d{0,8}),\"measured\":");
    private static final Pattern TAIL = Pattern.compile(",\"sum\":\"([0-9a-f]{64})\"}");
    private static final int TAIL_LENGTH = 74;

    /**
     * Simulates a task, on one thread.
     *
     * @param task what to run
     * @param tables shared by the runs of a process
     * @return the line, without a line feed; equal tasks give equal lines
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     * @throws IllegalArgumentException if the task's scenario is none
     */
    public static String of(RunTask task, ModelTables tables) throws InterruptedException {
        return of(task, task.bind(), tables);
    }

    /** Simulates a run whose scenario is bound already. */
    static String of(PlannedRun run, LoadedScenario loaded, ModelTables tables) throws InterruptedException {
        Experiment experiment = new Experiment(loaded, tables, 1, (done, all, requests) -> {});
        Measured measured = experiment.measure(phase -> true, run.replication(), run.replication() + 1);
        return new RunLine(run.key(), run.point(), run.replication(), MeasuredJson.write(measured)).text();
    }

    /** The line, without a line feed. */
    public String text() {
        String before = "{\"key\":\"" + key + "\",\"point\":" + point + ",\"replication\":" + replication
                + ",\"measured\":" + measured;
        return before + ",\"sum\":\"" + Sha256.of(before) + "\"}";
    }

    /**
     * Reads a line that {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is anything else; the message says why
     */
    public static RunLine parse(String line) {
        int end = line.length() - TAIL_LENGTH;
        Matcher head = HEAD.matcher(line);
        Matcher tail = TAIL.matcher(line);
        if (end < 0
                || !head.lookingAt()
                || head.end() > end
                || !tail.region(end, line.length()).matches()) {
            throw new IllegalArgumentException("not a run");
        }
        if (!Sha256.of(line.substring(0, end)).equals(tail.group(1))) {
            throw new IllegalArgumentException("its sum does not match: it was cut or changed");
        }
        String measured = line.substring(head.end(), end);
        requireCanonical(measured);
        return new RunLine(head.group(1), Integer.parseInt(head.group(2)), Integer.parseInt(head.group(3)), measured);
    }

    /** Text that reads as numbers but was written by something else could differ from what it reads as. */
    private static void requireCanonical(String measured) {
        try {
            if (MeasuredJson.write(MeasuredJson.read(measured)).equals(measured)) {
                return;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("its values are no JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("its values are not written as this program writes them");
    }

    /** The measured values. */
    public Measured values() {
        return MeasuredJson.read(measured);
    }

    /** The same run as another point's or replication's, where both have the same key. */
    RunLine at(int otherPoint, int otherReplication) {
        return new RunLine(key, otherPoint, otherReplication, measured);
    }
}

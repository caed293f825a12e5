package io.tidegate.fleet;

/**
 * What became of tasks and of the tokens spent on them, by population: a task is what one prompt of a person to an agent asks for,
 * and may take many requests. Counts of cells merge by addition.
 */
public final class TaskCounts {
    /** Tasks that were finished without meeting a limit. */
    public final long[] completed;
    /** Tasks that a limit ended. */
    public final long[] cut;
    /** Tasks that were finished after waiting for a limit. */
    public final long[] delayed;
    /** Input and output tokens of requests that a finished task used. */
    public final double[] usefulTokens;
    /** Tokens spent on tasks that a limit ended. */
    public final double[] wastedTokens;
    /** Tokens spent again on what a limit had ended. */
    public final double[] redoneTokens;
    /** Tokens of tasks that a reserve let finish beyond the limit. */
    public final double[] keptTokens;

    /** No tasks yet. */
    public TaskCounts(int populations) {
        completed = new long[populations];
        cut = new long[populations];
        delayed = new long[populations];
        usefulTokens = new double[populations];
        wastedTokens = new double[populations];
        redoneTokens = new double[populations];
        keptTokens = new double[populations];
    }

    /** Adds the tasks of another cell. */
    public void merge(TaskCounts other) {
        for (int p = 0; p < completed.length; p++) {
            completed[p] += other.completed[p];
            cut[p] += other.cut[p];
            delayed[p] += other.delayed[p];
            usefulTokens[p] += other.usefulTokens[p];
            wastedTokens[p] += other.wastedTokens[p];
            redoneTokens[p] += other.redoneTokens[p];
            keptTokens[p] += other.keptTokens[p];
        }
    }
}

package io.tidegate.fleet;

/**
 * What became of tasks, by population. A task is a turn of a chat, or in a session of a coding agent a person's prompt with
 * all that the agent does until the next prompt, agents that it starts included. Counts are of the measured span.
 *
 * <p>Tokens are those computed for requests of sessions that were served in the measured span: output, and prompt tokens that no
 * cache held. Each is useful, wasted, kept or open.
 */
public final class TaskCounts {
    /** Tasks that came to their end. */
    public final long[] completed;
    /** Tasks given up after a refusal when some of their requests had passed. */
    public final long[] cut;
    /** Tasks that went on after they had waited for a usage window. */
    public final long[] delayed;
    /** Agents that tasks started. */
    public final long[] agents;
    /** Agents that ended at a refusal. */
    public final long[] agentsLost;
    /** Tokens of tasks that came to their end. */
    public final double[] usefulTokens;
    /** Tokens of tasks that were cut, and of agents that were lost and left nothing. */
    public final double[] wastedTokens;
    /** Prompt tokens that a task which had waited had to compute again, as its prefix was no longer cached; a part of the others. */
    public final double[] redoneTokens;
    /** Tokens of tasks that a reserve let come to their end, and of lost agents that left what they had done. */
    public final double[] keptTokens;
    /** Tokens of tasks that are under way at the end. */
    public final double[] openTokens;

    /** Nothing yet. */
    public TaskCounts(int populations) {
        completed = new long[populations];
        cut = new long[populations];
        delayed = new long[populations];
        agents = new long[populations];
        agentsLost = new long[populations];
        usefulTokens = new double[populations];
        wastedTokens = new double[populations];
        redoneTokens = new double[populations];
        keptTokens = new double[populations];
        openTokens = new double[populations];
    }

    /** Adds what happened elsewhere, of as many populations. */
    void merge(TaskCounts other) {
        for (int p = 0; p < completed.length; p++) {
            completed[p] += other.completed[p];
            cut[p] += other.cut[p];
            delayed[p] += other.delayed[p];
            agents[p] += other.agents[p];
            agentsLost[p] += other.agentsLost[p];
            usefulTokens[p] += other.usefulTokens[p];
            wastedTokens[p] += other.wastedTokens[p];
            redoneTokens[p] += other.redoneTokens[p];
            keptTokens[p] += other.keptTokens[p];
            openTokens[p] += other.openTokens[p];
        }
    }
}

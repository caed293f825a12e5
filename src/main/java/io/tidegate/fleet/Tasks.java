package io.tidegate.fleet;

import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SessionTable;

/** Follows the tasks of sessions and writes down what becomes of them and of the tokens computed for them. */
final class Tasks {
    /** A mark: a person waits for a usage window. */
    static final byte WAITS = 1;
    /** A mark: the task went on after that. */
    static final byte WAITED = 2;
    /** A mark: the task went on beyond the budget, within the reserve. */
    static final byte ON_RESERVE = 4;

    private final SessionModel sessions;
    private final SessionTable table;
    private final Recorder recorder;
    private final TaskCounts counts;

    Tasks(SessionModel sessions, SessionTable table, Recorder recorder, TaskCounts counts) {
        this.sessions = sessions;
        this.table = table;
        this.recorder = recorder;
        this.counts = counts;
    }

    /** A request of a session passed, with what is in the draft. */
    void passed(int slot, RequestDraft draft, double t) {
        byte marks = table.marks[slot];
        if ((marks & WAITS) == 0) {
            return;
        }
        table.marks[slot] = (byte) ((marks & ~WAITS) | WAITED);
        if (recorder.isMeasured(t)) {
            int population = table.population[slot];
            counts.delayed[population] += (marks & WAITED) == 0 ? 1 : 0;
            counts.redoneTokens[population] += draft.sharedCached + draft.ownCached - draft.cached;
        }
    }

    /** A request of a session was answered, for which so many tokens were computed. */
    void served(int slot, int tokens, double t) {
        if (recorder.isMeasured(t)) {
            table.taskTokens[slot] += tokens;
            counts.openTokens[table.population[slot]] += tokens;
        }
    }

    /** A session has moved on after an answer; its task is over if the session is, or if the next request begins another. */
    void movedOn(int slot, boolean over, double t) {
        if (over || sessions.opensTask(table, slot)) {
            settle(slot, (table.marks[slot] & ON_RESERVE) != 0 ? counts.keptTokens : counts.usefulTokens);
            counts.completed[table.population[slot]] += recorder.isMeasured(t) ? 1 : 0;
            table.marks[slot] = 0;
        }
    }

    /** A session is given up, at a refusal or because its user leaves; its task is cut if some of its requests have passed. */
    void cut(int slot, double t) {
        if (table.kind[slot] != SessionKind.RETRY.ordinal() && !sessions.opensTask(table, slot)) {
            settle(slot, counts.wastedTokens);
            counts.cut[table.population[slot]] += recorder.isMeasured(t) ? 1 : 0;
        }
    }

    /** A task starts agents. */
    void fannedOut(int parent, int agents, double t) {
        counts.agents[table.population[parent]] += recorder.isMeasured(t) ? agents : 0;
    }

    /** An agent has ended; what was computed for it is its parent's. */
    void agentEnded(int child) {
        table.taskTokens[table.parent[child]] += table.taskTokens[child];
    }

    /** An agent is given up at a refusal, and leaves what it has done or not. */
    void agentLost(int child, boolean leaves, double t) {
        settle(child, leaves ? counts.keptTokens : counts.wastedTokens);
        counts.agentsLost[table.population[child]] += recorder.isMeasured(t) ? 1 : 0;
    }

    private void settle(int slot, double[] to) {
        int population = table.population[slot];
        to[population] += table.taskTokens[slot];
        counts.openTokens[population] -= table.taskTokens[slot];
        table.taskTokens[slot] = 0;
    }
}

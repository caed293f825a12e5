package io.tidegate.fleet;

import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionTable;
import java.util.Arrays;

/** Requests that replicas hold, or that are on their way between them, in flat arrays; slots are dense and used again. */
final class InFlight {
    /** In place of a ticket: on its way to a replica. */
    static final int NOT_AT_REPLICA = -1;

    private static final int FIRST_CAPACITY = 256;

    int[] session = new int[FIRST_CAPACITY];
    short[] population = new short[FIRST_CAPACITY];
    byte[] model = new byte[FIRST_CAPACITY];
    int[] organisation = new int[FIRST_CAPACITY];
    double[] arrival = new double[FIRST_CAPACITY];
    double[] started = new double[FIRST_CAPACITY];
    double[] firstToken = new double[FIRST_CAPACITY];
    /** When the user leaves, or has left, without a first token; infinite where the first token came in time, and of free slots. */
    double[] leaves = new double[FIRST_CAPACITY];
    /** Of what a user may leave: the replica's ticket, or {@link #NOT_AT_REPLICA}. */
    int[] ticket = new int[FIRST_CAPACITY];

    int[] output = new int[FIRST_CAPACITY];
    int[] input = new int[FIRST_CAPACITY];
    int[] cached = new int[FIRST_CAPACITY];
    /** Prompt tokens that an ideal cache would hold; negative for what is not an agent's. */
    int[] ideal = new int[FIRST_CAPACITY];
    /** The replica that it is at, or goes to next if that is known. */
    int[] replica = new int[FIRST_CAPACITY];
    /** How far it is; see {@link Service}. */
    byte[] stage = new byte[FIRST_CAPACITY];
    /** A hash for its random choices. */
    long[] draw = new long[FIRST_CAPACITY];
    /** The ordinal of the {@link PrefixUse}. */
    byte[] prefix = new byte[FIRST_CAPACITY];
    /** Which of its session's prefixes it leaves. */
    byte[] context = new byte[FIRST_CAPACITY];
    /** Of an organisation's: which of its limits it was charged to; see {@link io.tidegate.limits.Organisations}. */
    byte[] charged = new byte[FIRST_CAPACITY];
    /** Of an organisation's: output tokens that it reserved. */
    int[] reserved = new int[FIRST_CAPACITY];
    /** Of an organisation's: output tokens, not yet charged, of others for which it stands. */
    double[] othersOutput = new double[FIRST_CAPACITY];
    /** The batch job that it is of, or {@link SessionTable#NONE}. */
    int[] job = new int[FIRST_CAPACITY];
    /** Of an organisation's: its workspace. */
    short[] workspace = new short[FIRST_CAPACITY];
    /** Tokens of its prefix that are kept for it until it starts. */
    int[] pinned = new int[FIRST_CAPACITY];

    private int[] free = new int[FIRST_CAPACITY];
    private int freeCount;
    private int used;

    /** Takes a slot for a request that arrives at {@code t}. */
    int add(int itsSession, int itsPopulation, int itsOrganisation, double t, RequestDraft draft) {
        int slot = freeCount > 0 ? free[--freeCount] : used++;
        if (slot == session.length) {
            grow();
        }
        session[slot] = itsSession;
        population[slot] = (short) itsPopulation;
        organisation[slot] = itsOrganisation;
        model[slot] = (byte) draft.model;
        arrival[slot] = t;
        leaves[slot] = t + draft.patience;
        output[slot] = draft.output;
        input[slot] = draft.input();
        cached[slot] = draft.cached;
        ideal[slot] = draft.agentic ? draft.idealCached : -1;
        charged[slot] = draft.charged;
        reserved[slot] = draft.reserved;
        othersOutput[slot] = draft.othersOutput;
        workspace[slot] = (short) draft.workspace;
        job[slot] = draft.job;
        prefix[slot] = 0;
        pinned[slot] = 0;
        return slot;
    }

    /** Gives a slot back. */
    void remove(int slot) {
        leaves[slot] = Double.POSITIVE_INFINITY;
        free[freeCount++] = slot;
    }

    /** Adds the number of requests held to {@code counts}, by population; none of jobs. */
    void countByPopulation(long[] counts) {
        boolean[] isFree = new boolean[used];
        for (int i = 0; i < freeCount; i++) {
            isFree[free[i]] = true;
        }
        for (int slot = 0; slot < used; slot++) {
            if (!isFree[slot] && job[slot] == SessionTable.NONE) {
                counts[population[slot]]++;
            }
        }
    }

    private void grow() {
        int n = session.length * 2;
        session = Arrays.copyOf(session, n);
        population = Arrays.copyOf(population, n);
        model = Arrays.copyOf(model, n);
        organisation = Arrays.copyOf(organisation, n);
        arrival = Arrays.copyOf(arrival, n);
        started = Arrays.copyOf(started, n);
        firstToken = Arrays.copyOf(firstToken, n);
        leaves = Arrays.copyOf(leaves, n);
        ticket = Arrays.copyOf(ticket, n);
        output = Arrays.copyOf(output, n);
        input = Arrays.copyOf(input, n);
        cached = Arrays.copyOf(cached, n);
        ideal = Arrays.copyOf(ideal, n);
        replica = Arrays.copyOf(replica, n);
        stage = Arrays.copyOf(stage, n);
        draw = Arrays.copyOf(draw, n);
        prefix = Arrays.copyOf(prefix, n);
        context = Arrays.copyOf(context, n);
        charged = Arrays.copyOf(charged, n);
        reserved = Arrays.copyOf(reserved, n);
        othersOutput = Arrays.copyOf(othersOutput, n);
        workspace = Arrays.copyOf(workspace, n);
        job = Arrays.copyOf(job, n);
        pinned = Arrays.copyOf(pinned, n);
        free = Arrays.copyOf(free, n);
    }
}

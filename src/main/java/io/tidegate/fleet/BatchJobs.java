package io.tidegate.fleet;

import io.tidegate.workload.SessionTable;
import java.util.Arrays;

/**
 * The batch jobs that a cell has taken, in flat arrays; numbers are dense and used again. Jobs of a model class that have requests
 * left stand in a ring and have their turn one after another, a request each.
 */
final class BatchJobs {
    private static final int NONE = SessionTable.NONE;
    private static final int FIRST_CAPACITY = 16;

    /** Identity. */
    long[] key = new long[FIRST_CAPACITY];
    /** Which kind of job. */
    byte[] kind = new byte[FIRST_CAPACITY];
    /** The tier, as a population. */
    short[] population = new short[FIRST_CAPACITY];

    int[] organisation = new int[FIRST_CAPACITY];
    byte[] model = new byte[FIRST_CAPACITY];
    /** When it was taken. */
    double[] taken = new double[FIRST_CAPACITY];
    /** When the last of its requests so far was answered. */
    double[] last = new double[FIRST_CAPACITY];
    /** Requests; 0 for a number that is free. */
    int[] size = new int[FIRST_CAPACITY];
    /** Requests that were let in, or dropped. */
    int[] released = new int[FIRST_CAPACITY];
    /** Requests in service. */
    int[] underWay = new int[FIRST_CAPACITY];
    /** Requests dropped. */
    int[] dropped = new int[FIRST_CAPACITY];

    private int[] next = new int[FIRST_CAPACITY];
    private int[] previous = new int[FIRST_CAPACITY];
    private int[] free = new int[FIRST_CAPACITY];
    private final int[] turn;
    private int freeCount;
    private int used;

    BatchJobs(int models) {
        turn = new int[models];
        Arrays.fill(turn, NONE);
    }

    /** Takes the job of a slot, of so many requests, at {@code t}: the last of its class to have its turn. */
    int add(SessionTable table, int slot, int requests, double t) {
        int job = freeCount > 0 ? free[--freeCount] : used++;
        if (job == key.length) {
            grow();
        }
        key[job] = table.key[slot];
        kind[job] = table.apiClass[slot];
        population[job] = table.population[slot];
        organisation[job] = table.owner[slot];
        model[job] = table.model[slot];
        taken[job] = t;
        last[job] = t;
        size[job] = requests;
        released[job] = 0;
        underWay[job] = 0;
        dropped[job] = 0;
        int first = turn[model[job]];
        if (first == NONE) {
            turn[model[job]] = job;
            next[job] = job;
            previous[job] = job;
        } else {
            int tail = previous[first];
            next[tail] = job;
            previous[job] = tail;
            next[job] = first;
            previous[first] = job;
        }
        return job;
    }

    /** Whether a number is still that of the job with an identity. */
    boolean isLive(int job, long identity) {
        return size[job] > 0 && key[job] == identity;
    }

    /** The job of a model class whose turn it is; {@link SessionTable#NONE} if none has requests left. */
    int turn(int itsModel) {
        return turn[itsModel];
    }

    /** The job whose turn it is has its next request let in, and the next job has its turn. */
    void release(int job) {
        released[job]++;
        underWay[job]++;
        turn[model[job]] = next[job];
        if (released[job] == size[job]) {
            unlink(job);
        }
    }

    /** Drops the requests of a job that were not let in; how many. */
    int drop(int job) {
        int left = size[job] - released[job];
        if (left > 0) {
            released[job] = size[job];
            dropped[job] = left;
            unlink(job);
        }
        return left;
    }

    private void unlink(int job) {
        int after = next[job];
        if (after == job) {
            turn[model[job]] = NONE;
            return;
        }
        next[previous[job]] = after;
        previous[after] = previous[job];
        if (turn[model[job]] == job) {
            turn[model[job]] = after;
        }
    }

    /** A request of a job was answered at {@code t}. */
    void answered(int job, double t) {
        underWay[job]--;
        last[job] = Math.max(last[job], t);
    }

    /** Whether nothing of a job is left or in service. */
    boolean isOver(int job) {
        return released[job] == size[job] && underWay[job] == 0;
    }

    /** Gives the number of a job back that is over. */
    void remove(int job) {
        size[job] = 0;
        free[freeCount++] = job;
    }

    private void grow() {
        int n = key.length * 2;
        key = Arrays.copyOf(key, n);
        kind = Arrays.copyOf(kind, n);
        population = Arrays.copyOf(population, n);
        organisation = Arrays.copyOf(organisation, n);
        model = Arrays.copyOf(model, n);
        taken = Arrays.copyOf(taken, n);
        last = Arrays.copyOf(last, n);
        size = Arrays.copyOf(size, n);
        released = Arrays.copyOf(released, n);
        underWay = Arrays.copyOf(underWay, n);
        dropped = Arrays.copyOf(dropped, n);
        next = Arrays.copyOf(next, n);
        previous = Arrays.copyOf(previous, n);
        free = Arrays.copyOf(free, n);
    }
}

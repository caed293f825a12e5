package io.tidegate.workload;

import java.util.Arrays;

/**
 * The sessions, streams and pending retries that are alive, in flat arrays. Each has one slot and at most one thing due, so
 * the table doubles as the nodes of a calendar.
 */
public final class SessionTable {
    /** No slot. */
    public static final int NONE = -1;

    private static final int FIRST_CAPACITY = 64;

    /** Identity from which every draw of the session follows. */
    public long[] key = new long[FIRST_CAPACITY];
    /** What kind of session it is, the ordinal of a {@link SessionKind}. */
    public byte[] kind = new byte[FIRST_CAPACITY];
    /** The plan or API tier it belongs to, an index. */
    public short[] population = new short[FIRST_CAPACITY];
    /** The account or organisation, an index within the cell. */
    public int[] owner = new int[FIRST_CAPACITY];
    /** Where it comes from, an index; seconds of round trip follow from it. */
    public byte[] region = new byte[FIRST_CAPACITY];
    /** The model class it asks for, an index. */
    public byte[] model = new byte[FIRST_CAPACITY];
    /** The API class it is of, an index; means nothing for subscribers. */
    public byte[] apiClass = new byte[FIRST_CAPACITY];
    /** Next row of a recorded session, or turn of a chat, or ordinal of a stream. */
    public int[] position = new int[FIRST_CAPACITY];
    /** End of the rows of a recorded session; context of a chat once the turn is answered. */
    public int[] end = new int[FIRST_CAPACITY];
    /** Tokens of context that the next request repeats. */
    public int[] context = new int[FIRST_CAPACITY];
    /** Denials of the request that is due. */
    public byte[] attempt = new byte[FIRST_CAPACITY];
    /** Last time the main context was used, seconds. */
    public double[] mainTouch = new double[FIRST_CAPACITY];
    /** Last time a subagent's context was used, seconds. */
    public double[] subTouch = new double[FIRST_CAPACITY];
    /** When its next request is due, seconds. */
    public double[] due = new double[FIRST_CAPACITY];
    /** The slot of the session that started it and waits for it, or {@link #NONE}. */
    public int[] parent = new int[FIRST_CAPACITY];
    /** Agents that it started and waits for; while there are any it has nothing due, and {@link #due} is when the last of them ended. */
    public byte[] children = new byte[FIRST_CAPACITY];
    /** What happened to the task that is under way, bits. */
    public byte[] marks = new byte[FIRST_CAPACITY];
    /** Tokens computed for the task that is under way, of those that are counted. */
    public int[] taskTokens = new int[FIRST_CAPACITY];
    /** The next slot in a calendar's bucket, or in the list of free slots. */
    public int[] link = new int[FIRST_CAPACITY];

    private int free = NONE;
    private int used;
    private int live;

    /** Takes a free slot, its touches long past and its counters zero. */
    public int allocate() {
        int slot = free;
        if (slot != NONE) {
            free = link[slot];
        } else {
            if (used == key.length) {
                grow();
            }
            slot = used++;
        }
        live++;
        attempt[slot] = 0;
        context[slot] = 0;
        position[slot] = 0;
        parent[slot] = NONE;
        children[slot] = 0;
        marks[slot] = 0;
        taskTokens[slot] = 0;
        mainTouch[slot] = Double.NEGATIVE_INFINITY;
        subTouch[slot] = Double.NEGATIVE_INFINITY;
        link[slot] = NONE;
        return slot;
    }

    /** Gives a slot back. */
    public void release(int slot) {
        link[slot] = free;
        free = slot;
        live--;
    }

    /** Slots in use. */
    public int live() {
        return live;
    }

    /** Copies the session in {@code slot} of {@code other} to a new slot here, without its parent and tokens. */
    public int adopt(SessionTable other, int slot) {
        int mine = allocate();
        key[mine] = other.key[slot];
        kind[mine] = other.kind[slot];
        population[mine] = other.population[slot];
        owner[mine] = other.owner[slot];
        region[mine] = other.region[slot];
        model[mine] = other.model[slot];
        apiClass[mine] = other.apiClass[slot];
        position[mine] = other.position[slot];
        end[mine] = other.end[slot];
        context[mine] = other.context[slot];
        attempt[mine] = other.attempt[slot];
        mainTouch[mine] = other.mainTouch[slot];
        subTouch[mine] = other.subTouch[slot];
        due[mine] = other.due[slot];
        children[mine] = other.children[slot];
        marks[mine] = other.marks[slot];
        return mine;
    }

    private void grow() {
        int n = key.length * 2;
        key = Arrays.copyOf(key, n);
        kind = Arrays.copyOf(kind, n);
        population = Arrays.copyOf(population, n);
        owner = Arrays.copyOf(owner, n);
        region = Arrays.copyOf(region, n);
        model = Arrays.copyOf(model, n);
        apiClass = Arrays.copyOf(apiClass, n);
        position = Arrays.copyOf(position, n);
        end = Arrays.copyOf(end, n);
        context = Arrays.copyOf(context, n);
        attempt = Arrays.copyOf(attempt, n);
        mainTouch = Arrays.copyOf(mainTouch, n);
        subTouch = Arrays.copyOf(subTouch, n);
        due = Arrays.copyOf(due, n);
        parent = Arrays.copyOf(parent, n);
        children = Arrays.copyOf(children, n);
        marks = Arrays.copyOf(marks, n);
        taskTokens = Arrays.copyOf(taskTokens, n);
        link = Arrays.copyOf(link, n);
    }
}

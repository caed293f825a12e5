package io.tidegate.workload;

import java.util.List;

/**
 * Recorded coding-agent sessions, each one sequence of requests in order of time, kept in flat arrays: session {@code s} is the
 * requests {@link #first} to {@link #end}, the last not included.
 */
public final class SessionLibrary {
    private static final byte SMALL = 1;
    private static final byte SUBAGENT = 2;
    private static final byte PROMPT = 4;

    private final int[] first;
    private final int[] input;
    private final int[] output;
    private final int[] cached;
    private final int[] shared;
    private final float[] gap;
    private final float[] answer;
    private final byte[] flags;

    /**
     * One recorded request.
     *
     * @param input prompt tokens, 1 or more
     * @param output output tokens, 1 or more
     * @param cached tokens that open the prompt and opened one of an earlier request of the session, 0 to {@code input}
     * @param shared tokens of tools and instructions that open the prompt of every user of the client, 0 to {@code input}
     * @param gap seconds from the last answer before this request to this request; 0 for the first
     * @param apiSeconds recorded seconds of its answer; 0 where none is recorded
     * @param small whether a small model answered it
     * @param subagent whether a subagent sent it
     * @param prompt whether it answers something that a person wrote, and so begins a task
     */
    public record Request(
            int input,
            int output,
            int cached,
            int shared,
            float gap,
            float apiSeconds,
            boolean small,
            boolean subagent,
            boolean prompt) {
        public Request {
            if (input < 1 || output < 1) {
                throw new IllegalArgumentException("input and output: need at least 1, found " + input + ", " + output);
            }
            if (cached < 0 || cached > input || shared < 0 || shared > input) {
                throw new IllegalArgumentException(
                        "cached and shared: need 0 to the input of " + input + ", found " + cached + ", " + shared);
            }
            if (!(gap >= 0) || !(apiSeconds >= 0)) {
                throw new IllegalArgumentException(
                        "gap and apiSeconds: need 0 or more, found " + gap + ", " + apiSeconds);
            }
        }

        /** A step of a task that is under way. */
        public Request(
                int input,
                int output,
                int cached,
                int shared,
                float gap,
                float apiSeconds,
                boolean small,
                boolean subagent) {
            this(input, output, cached, shared, gap, apiSeconds, small, subagent, false);
        }
    }

    /**
     * A library of sessions.
     *
     * @param sessions the requests of each session, in order of time
     * @throws IllegalArgumentException if there are no sessions, or one without requests
     */
    public SessionLibrary(List<List<Request>> sessions) {
        if (sessions.isEmpty()) {
            throw new IllegalArgumentException("sessions: need at least one");
        }
        int requests = 0;
        first = new int[sessions.size() + 1];
        for (int s = 0; s < sessions.size(); s++) {
            if (sessions.get(s).isEmpty()) {
                throw new IllegalArgumentException("session " + s + ": has no requests");
            }
            requests += sessions.get(s).size();
            first[s + 1] = requests;
        }
        input = new int[requests];
        output = new int[requests];
        cached = new int[requests];
        shared = new int[requests];
        gap = new float[requests];
        answer = new float[requests];
        flags = new byte[requests];
        int i = 0;
        for (List<Request> session : sessions) {
            int opening = i;
            for (Request request : session) {
                put(i, request);
                i++;
            }
            flags[opening] |= PROMPT;
        }
    }

    private void put(int i, Request request) {
        input[i] = request.input();
        output[i] = request.output();
        cached[i] = request.cached();
        shared[i] = request.shared();
        gap[i] = request.gap();
        answer[i] = request.apiSeconds();
        flags[i] = (byte)
                ((request.small() ? SMALL : 0) | (request.subagent() ? SUBAGENT : 0) | (request.prompt() ? PROMPT : 0));
    }

    /** Number of sessions. */
    public int sessions() {
        return first.length - 1;
    }

    /** Number of requests of all sessions. */
    public int requests() {
        return input.length;
    }

    /** First request of a session. */
    public int first(int session) {
        return first[session];
    }

    /** The request after the last of a session. */
    public int end(int session) {
        return first[session + 1];
    }

    /** Prompt tokens of a request, 1 or more. */
    public int input(int i) {
        return input[i];
    }

    /** Output tokens of a request, 1 or more. */
    public int output(int i) {
        return output[i];
    }

    /**
     * Tokens of a request's prompt that an earlier request of its session opened with too, 0 to its input: what a prefix cache
     * holds if nothing ever expires.
     */
    public int cached(int i) {
        return cached[i];
    }

    /** Tokens of tools and instructions that open the prompt of every user of the client, 0 to its input. */
    public int shared(int i) {
        return shared[i];
    }

    /** Seconds from the last answer before a request to the request, 0 or more: tools at work, and people thinking. */
    public float gap(int i) {
        return gap[i];
    }

    /** Whether a small model answered a request. */
    public boolean small(int i) {
        return (flags[i] & SMALL) != 0;
    }

    /** Whether a subagent sent a request. */
    public boolean subagent(int i) {
        return (flags[i] & SUBAGENT) != 0;
    }

    /** Whether a request begins a task: the first of a session, and each that answers something that a person wrote. */
    public boolean opensTask(int i) {
        return (flags[i] & PROMPT) != 0;
    }

    /** Recorded seconds of the answer to a request, 0 where none is recorded. */
    public float apiSeconds(int i) {
        return answer[i];
    }
}

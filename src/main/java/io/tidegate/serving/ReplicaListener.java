package io.tidegate.serving;

/**
 * Told of what happens to requests, in order of time per replica. At the same time: what a step ends comes before what the
 * next begins, and completed decodes come before first tokens.
 */
public interface ReplicaListener {
    /** The first step that processes a request begins at {@code t} seconds: the end of its wait. Not told again after a restart. */
    void started(int request, double t);

    /** The step that computed the last token of a request's prompt ends at {@code t} seconds. Told once. */
    void firstToken(int request, double t);

    /** A request loses its place and its KV at {@code t} seconds, the beginning of a step, and waits again. */
    void restarted(int request, double t);

    /** The step that gave a request's last token ends at {@code t} seconds; its handle may be used again. */
    void completed(int request, double t);
}

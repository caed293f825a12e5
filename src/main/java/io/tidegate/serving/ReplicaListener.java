package io.tidegate.serving;

/**
 * Told of what happens to requests, in order of time per replica. At the same time: what a step ends comes before what the
 * next begins, completed decodes come before first tokens, and each in order of arrival.
 */
public interface ReplicaListener {
    /** The first step that processes a request begins at {@code t} seconds: the end of its wait. */
    void started(int request, double t);

    /** The step that computed the last token of a request's prompt ends at {@code t} seconds. */
    void firstToken(int request, double t);

    /** The step that gave a request's last token ends at {@code t} seconds; its handle may be used again. */
    void completed(int request, double t);
}

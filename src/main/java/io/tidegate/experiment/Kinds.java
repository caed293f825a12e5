package io.tidegate.experiment;

import io.tidegate.workload.SessionKind;
import java.util.Arrays;
import java.util.List;

/** The words for what asks, and for where nothing says where it asks from. */
final class Kinds {
    /** Requests of batch jobs, which no count without a kind contains. */
    static final String BATCH = "batch";
    /** The region of requests whose source has none. */
    static final String NOWHERE = "none";

    private Kinds() {}

    /** The word for a kind; a single request is one however often it is tried. */
    static String word(SessionKind kind) {
        return switch (kind) {
            case CHAT -> "chat";
            case CODING -> "coding";
            case AGENT -> "agent";
            case RETRY, STREAM -> "single";
            case SUBAGENT -> "subagent";
            case BATCH -> BATCH;
        };
    }

    /** All words. */
    static List<String> words() {
        return Arrays.stream(SessionKind.values()).map(Kinds::word).distinct().toList();
    }
}

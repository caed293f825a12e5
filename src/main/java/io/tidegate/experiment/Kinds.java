package io.tidegate.experiment;

import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.RegionSpec;
import io.tidegate.workload.SessionKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The words for what asks, and for where. */
final class Kinds {
    /** Requests of batch jobs, which no count without a kind contains. */
    static final String BATCH = "batch";

    private Kinds() {}

    /** The names of regions in their order, and last of that of requests whose source has none. */
    static List<String> regions(DemandSpec demand) {
        return Stream.concat(demand.regions().stream().map(RegionSpec::name), Stream.of(RegionSpec.NOWHERE))
                .toList();
    }

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

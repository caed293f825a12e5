package io.tidegate.scenario;

import java.util.List;

/**
 * A scenario that was read, merged, bound and checked.
 *
 * @param scenario the value that determines a run
 * @param sources every input that states where it comes from, in the order of the resolved scenario
 * @param warnings what is allowed but doubtful, each with its place
 * @param resolvedYaml the scenario after all overlays, with the origin of each value as a comment; it loads to an equal scenario
 *     with equal sources
 * @param sha256 hash of the scenario's values, however they were written, as 64 hexadecimal digits
 */
public record LoadedScenario(
        Scenario scenario, List<Assumption> sources, List<String> warnings, String resolvedYaml, String sha256) {
    public LoadedScenario {
        sources = List.copyOf(sources);
        warnings = List.copyOf(warnings);
    }
}

package io.tidegate.scenario;

import java.util.List;

/**
 * A scenario that was read, merged, bound and checked.
 *
 * @param scenario the scenario, without any variant
 * @param runs what is to be simulated: every phase of every variant; every phase where there are no variants
 * @param sources every input that states where it comes from, in the order of the resolved scenario
 * @param warnings what is allowed but doubtful, each with its place
 * @param resolvedYaml the scenario after all overlays, with the origin of each value as a comment; it loads to an equal scenario
 *     with equal sources
 * @param values the scenario and its variants, if it has any
 * @param extras what the file asks beside the scenario
 */
public record LoadedScenario(
        Scenario scenario,
        List<PhaseRun> runs,
        List<Assumption> sources,
        List<String> warnings,
        String resolvedYaml,
        Record values,
        Extras extras) {
    public LoadedScenario {
        runs = List.copyOf(runs);
        sources = List.copyOf(sources);
        warnings = List.copyOf(warnings);
    }

    /** Hash of the values of the scenario and its variants, however they were written, as 64 hexadecimal digits; counted anew at each call. */
    public String sha256() {
        return Canonical.sha256(values);
    }

    /** The names of the variants, in the order written; none where there are none. */
    public List<String> variants() {
        return runs.stream()
                .map(PhaseRun::variant)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}

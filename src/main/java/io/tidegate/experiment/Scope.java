package io.tidegate.experiment;

import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.PhaseSpec;
import io.tidegate.scenario.Scenario;
import io.tidegate.supply.SiteSpec;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.PlanSpec;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that names of measured values may use.
 *
 * @param phases of the scenario
 * @param variants of the scenario; none where it has none
 * @param plans of users; nothing where any may be meant, as with those that follow
 * @param tiers of the API
 * @param models model classes
 * @param sites of replicas
 * @param regions that requests come from
 */
public record Scope(
        List<String> phases,
        List<String> variants,
        @Nullable List<String> plans,
        @Nullable List<String> tiers,
        @Nullable List<String> models,
        @Nullable List<String> sites,
        @Nullable List<String> regions) {
    public Scope {
        phases = List.copyOf(phases);
        variants = List.copyOf(variants);
        plans = copy(plans);
        tiers = copy(tiers);
        models = copy(models);
        sites = copy(sites);
        regions = copy(regions);
    }

    private static @Nullable List<String> copy(@Nullable List<String> names) {
        return names == null ? null : List.copyOf(names);
    }

    /** The names of phases and variants, and any of all else: for what was read before, when all were known. */
    public static Scope ofPlaces(List<String> phases, List<String> variants) {
        return new Scope(phases, variants, null, null, null, null, null);
    }

    /** The names of a scenario. */
    public static Scope of(LoadedScenario loaded) {
        return of(loaded.scenario(), loaded.variants());
    }

    /** The names of a scenario and its variants. */
    public static Scope of(Scenario scenario, List<String> variants) {
        return new Scope(
                scenario.phases().stream().map(PhaseSpec::name).toList(),
                variants,
                scenario.demand().plans().stream().map(PlanSpec::name).toList(),
                scenario.demand().api().tiers().stream().map(ApiTierSpec::name).toList(),
                scenario.models().stream().map(ModelSpec::name).toList(),
                scenario.supply().sites().stream().map(SiteSpec::name).toList(),
                Kinds.regions(scenario.demand()));
    }

    /** The values that a label may have, none where the scenario has none; nothing where any may be meant. */
    public @Nullable List<String> values(String label) {
        return switch (label) {
            case "phase" -> phases;
            case "variant" -> variants;
            case "plan" -> plans;
            case "tier" -> tiers;
            case "model" -> models;
            case "site" -> sites;
            case "region" -> regions;
            case "kind" -> Kinds.words();
            case "reason" -> Crossing.REASONS;
            default -> throw new IllegalArgumentException(label);
        };
    }

    /** Whether a word is the name of a phase or variant. */
    public boolean isPlace(String word) {
        return phases.contains(word) || variants.contains(word);
    }

    /** {@code phase} or {@code variant}, by the name of one; for a name of both the one that is not given yet. */
    public String labelOf(String place, Set<String> given) {
        boolean phase = phases.contains(place) && !(variants.contains(place) && given.contains("phase"));
        return phase ? "phase" : "variant";
    }
}

package io.tidegate.scenario;

import io.tidegate.limits.CapSpec;
import io.tidegate.limits.CommitmentSpec;
import io.tidegate.limits.LimitsSpec;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.ModelSpec;
import io.tidegate.workload.PriceSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What must hold between caps, commitments and the tiers and models that they name. */
final class OrganisationChecks {
    private final Problems problems;
    private final List<String> tiers;
    private final List<String> models;
    private final boolean priced;

    OrganisationChecks(Scenario scenario, Problems problems) {
        this.problems = problems;
        tiers = scenario.demand().api().tiers().stream().map(ApiTierSpec::name).toList();
        models = scenario.models().stream().map(ModelSpec::name).toList();
        priced = scenario.models().stream().anyMatch(model -> !model.price().equals(PriceSpec.FREE));
    }

    /** Checks limits, whose parts were written at {@code where}. */
    void check(LimitsSpec limits, Function<String, Origin> where) {
        Map<String, String> capOf = new HashMap<>();
        for (CapSpec cap : limits.caps()) {
            Origin origin = where.apply("caps." + cap.name() + ".tiers");
            for (String tier : cap.tiers()) {
                problems.known(origin, "tier", tier, tiers);
                String first = capOf.putIfAbsent(cap.kind() + " " + tier, cap.name());
                if (first != null) {
                    problems.add(
                            origin,
                            "tier " + Suggestion.quote(tier) + " has a cap of this kind already: "
                                    + Suggestion.quote(first));
                }
            }
            if (cap.kind().isSpend() && !priced) {
                problems.add(
                        where.apply("caps." + cap.name() + ".kind"),
                        "nothing is ever spent: no model has a price above 0");
            }
        }
        Map<String, String> commitmentOf = new HashMap<>();
        for (CommitmentSpec commitment : limits.commitments()) {
            String path = "commitments." + commitment.name();
            problems.known(where.apply(path + ".tier"), "tier", commitment.tier(), tiers);
            problems.known(where.apply(path + ".model"), "model", commitment.model(), models);
            String first = commitmentOf.putIfAbsent(commitment.tier() + "/" + commitment.model(), commitment.name());
            if (first != null) {
                problems.add(
                        where.apply(path + ".model"),
                        "tier " + Suggestion.quote(commitment.tier()) + " has a commitment of this model already: "
                                + Suggestion.quote(first));
            }
        }
    }
}

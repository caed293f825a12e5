package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios with variants: what each becomes, and what they must have in common. */
class VariantsTest {
    private static final String TWO = Tiny.TEXT + """

            variants:
              - {name: base, label: As it is}
              - name: narrow
                label: Narrow windows
                source: "assumed: a variant"
                set:
                  limits.plans.pro.window: 900 k
                  events.injection.at: 2026-05-20T00:00
                  supply.pools:
                    - {name: new-large, replicas: 0.1 k}
            """;

    @Test
    void eachVariantIsTheScenarioWithItsValues() {
        LoadedScenario loaded = Tiny.load(TWO);
        Scenario plain = Tiny.load(Tiny.TEXT).scenario();
        assertThat(loaded.scenario()).isEqualTo(plain);
        assertThat(loaded.variants()).containsExactly("base", "narrow");
        assertThat(loaded.runs())
                .extracting(run -> run.phase().name())
                .containsExactly("before-base", "before-narrow", "after-base", "after-narrow");
        assertThat(loaded.runs()).extracting(PhaseRun::against).containsExactly(0, 0, 2, 2);
        assertThat(loaded.runs().get(3).phase().label()).isEqualTo("After, Narrow windows");
        assertThat(loaded.runs().get(3).phase().start())
                .isEqualTo(plain.phases().get(1).start());
        assertThat(loaded.runs().get(2).scenario()).isEqualTo(plain);
        Scenario narrow = loaded.runs().get(1).scenario();
        assertThat(narrow).isSameAs(loaded.runs().get(3).scenario());
        assertThat(narrow.limits().plans().get(1).window()).isEqualTo(900_000);
        assertThat(narrow.changes().get(1).at()).isEqualTo(LocalDateTime.of(2026, 5, 20, 0, 0));
        assertThat(narrow.supply().pools().get(2).replicas()).isEqualTo(100);
        assertThat(narrow.supply().pools().get(1))
                .isEqualTo(plain.supply().pools().get(1));
    }

    /** Nothing else is to be learnt from the resolved form: its variants, their sources and the hash. */
    @Test
    void theResolvedFormLoadsToTheSameVariants() {
        LoadedScenario loaded = Tiny.load(TWO);
        LoadedScenario again = Tiny.load(loaded.resolvedYaml());
        assertThat(again.runs()).isEqualTo(loaded.runs());
        assertThat(again.sha256()).isEqualTo(loaded.sha256());
        assertThat(again.sources())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("origin")
                .isEqualTo(loaded.sources());
        assertThat(loaded.sources())
                .anyMatch(source -> source.path().equals("variants.narrow.set.limits.plans.pro.window")
                        && source.source().equals("assumed: a variant"));
    }

    @Test
    void withoutVariantsThePhasesAreTheRuns() {
        LoadedScenario plain = Tiny.load(Tiny.TEXT);
        assertThat(plain.runs())
                .extracting(PhaseRun::phase)
                .isEqualTo(plain.scenario().phases());
        assertThat(plain.runs()).allMatch(run -> run.scenario().equals(plain.scenario()) && run.against() == 0);
        assertThat(plain.variants()).isEmpty();
        assertThat(plain.sha256()).isEqualTo(Canonical.sha256(plain.scenario()));
        LoadedScenario none = Tiny.load(Tiny.TEXT + "\nvariants: []\n");
        assertThat(none.runs()).isEqualTo(plain.runs());
        assertThat(none.sha256()).isEqualTo(plain.sha256());
    }

    /** With one phase a variant gives its own name and label to the run. */
    @Test
    void oneIsCalledByItsNameAlone() {
        LoadedScenario loaded = Tiny.load(TWO, "phases=[{name: before, drop: true}]");
        assertThat(loaded.runs()).extracting(run -> run.phase().name()).containsExactly("base", "narrow");
        assertThat(loaded.runs()).extracting(run -> run.phase().label()).containsExactly("As it is", "Narrow windows");
    }

    @Test
    void theHashCoversEveryVariant() {
        String hash = Tiny.load(TWO).sha256();
        assertThat(Tiny.load(TWO.replace("900 k", "0.9 M")).sha256()).isEqualTo(hash);
        assertThat(Tiny.load(TWO.replace("900 k", "800 k")).sha256()).isNotEqualTo(hash);
        assertThat(Tiny.load(TWO.replace("Narrow", "Wide")).sha256()).isNotEqualTo(hash);
        assertThat(Tiny.load(Tiny.TEXT).sha256()).isNotEqualTo(hash);
    }

    /** The command line lies below variants: it changes what they do not set, and what they set by their own path. */
    @Test
    void optionsLieBelowVariants() {
        LoadedScenario loaded =
                Tiny.load(TWO, "limits.plans.pro.window=7 M", "limits.plans.pro.weekly=70 M", "run.cells=3");
        assertThat(loaded.runs().get(0).scenario().limits().plans().get(1).window())
                .isEqualTo(7e6);
        Scenario narrow = loaded.runs().get(1).scenario();
        assertThat(narrow.limits().plans().get(1).window()).isEqualTo(900_000);
        assertThat(narrow.limits().plans().get(1).weekly()).isEqualTo(70e6);
        assertThat(narrow.run().cells()).isEqualTo(3);
        assertThat(Tiny.load(TWO, "variants.narrow.set={limits.plans.pro.window: 5 M}")
                        .runs()
                        .get(1)
                        .scenario()
                        .limits()
                        .plans()
                        .get(1)
                        .window())
                .isEqualTo(5e6);
    }

    /** An accelerator of the catalogue that only a variant names is kept, for all of them. */
    @Test
    void whatOnlyAVariantNamesIsKept() {
        LoadedScenario loaded = Tiny.load(variant("supply.pools.new-large.accelerator: H100"));
        assertThat(loaded.runs().get(1).scenario().accelerators())
                .extracting(each -> each.name())
                .contains("H100");
        assertThat(Tiny.load(loaded.resolvedYaml()).runs()).isEqualTo(loaded.runs());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "run.seed: 7 | 9 | a variant can set only what lies in models, demand, limits, events, supply, routing, accelerators, profiles; all variants have the same run, found 'run.seed'",
                "phases.before.length: 1 h | 9 | a variant can set only what lies in models, demand, limits, events, supply, routing, accelerators, profiles; all variants have the same phases, found 'phases.before.length'",
                "injection-share: 10 % | 9 | a variant can set only what lies in models, demand, limits, events, supply, routing, accelerators, profiles; all variants have the same injection-share, found 'injection-share'",
                "limits.plans.pro.windw: 1 M | 9 | unknown path 'limits.plans.pro.windw' — did you mean 'limits.plans.pro.window'?",
                "limit.plans.pro.window: 1 M | 9 | unknown path 'limit.plans.pro.window' — did you mean 'limits.plans.pro.window'?",
                "limits.plans.pro.window: many | 34 | need a number, such as 1.8 M credits, found 'many'",
                "demand.plans.pro.name: plus | 9 | all variants need the same demand.plans, which are free, pro; here they would be free, plus",
                "supply.pools: [{name: new-large, drop: true}] | 9 | all variants need the same supply.pools, which are old-large, old-small, new-large; here they would be old-large, old-small",
                "supply.pools.new-large.site: here | 38 | no site 'here'; there are: old, new",
            })
    void eachMistakeIsReportedWhereTheVariantMakesIt(String set, int column, String message) {
        String text = variant(set);
        int line = text.substring(0, text.indexOf(set)).split("\n", -1).length;
        assertThat(Tiny.complaints(text)).containsExactly("tiny.yaml:" + line + ":" + column + ": " + message);
    }

    @Test
    void namesAreWordsAndRunsHaveNamesOfTheirOwn() {
        int line = Tiny.TEXT.split("\n", -1).length + 1;
        assertThat(Tiny.complaints(Tiny.TEXT + "\nvariants: [{name: A b, label: x}]\n"))
                .containsExactly("tiny.yaml:" + line + ":19: must be of lower-case letters, digits and hyphens, as it"
                        + " names files; found 'A b'");
        assertThat(Tiny.complaints(Tiny.TEXT + "\nvariants: [{name: a, label: x}, {name: a, label: y}]\n"))
                .containsExactly("tiny.yaml:" + line + ":33: second 'a', first at tiny.yaml:" + line);
        assertThat(Tiny.complaints(Tiny.TEXT.replace("name: after", "name: before-x")
                        + "\nvariants: [{name: x-y, label: x}, {name: y, label: y}]\n"))
                .containsExactly("tiny.yaml:" + line + ":42: a second run would be called 'before-x-y'");
    }

    /** What is wrong with the scenario itself is said once, not once a variant. */
    @Test
    void mistakesBelowAreSaidOnce() {
        String text = variant("limits.plans.pro.window: 1 M").replace("replicas: 120", "replicas: 39");
        assertThat(Tiny.complaints(text)).hasSize(1);
        List<String> warned = Tiny.load(variant("limits.plans.pro.window: 1 M")).warnings();
        assertThat(warned)
                .doesNotHaveDuplicates()
                .isEqualTo(Tiny.load(Tiny.TEXT).warnings());
    }

    private static String variant(String set) {
        return Tiny.TEXT
                + "\nvariants:\n  - {name: base, label: Base}\n  - name: other\n    label: Other\n    set:\n        "
                + set + "\n";
    }
}

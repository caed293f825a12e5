package io.tidegate.experiment.expect;

import io.tidegate.experiment.Measured;
import io.tidegate.experiment.Scope;
import io.tidegate.experiment.TextException;
import io.tidegate.measure.Replicates;
import io.tidegate.scenario.ExpectSpec;
import io.tidegate.scenario.Expectation;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** What a scenario and a command line expect of a run. */
public final class Expectations {
    private record Entry(Expectation written, Condition condition) {}

    private final List<Entry> entries;

    private Expectations(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads the expectations of a scenario and further ones.
     *
     * @param options conditions of the command line, which are errors where they do not pass
     * @throws ScenarioException if any is no condition or names what the scenario does not have, with all that are wrong
     */
    public static Expectations of(LoadedScenario loaded, List<String> options) throws ScenarioException {
        Scope scope = Scope.of(loaded);
        List<Expectation> all = new ArrayList<>(loaded.extras().expect());
        for (int i = 0; i < options.size(); i++) {
            String name = options.size() == 1 ? "--expect" : "--expect " + (i + 1);
            all.add(new Expectation(new ExpectSpec(name, options.get(i), ExpectSpec.Level.ERROR), name, 0));
        }
        List<Entry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Expectation each : all) {
            try {
                entries.add(new Entry(each, Condition.parse(each.spec().that(), scope)));
            } catch (TextException bad) {
                problems.add(place(each) + bad.located(each.spec().that()));
            }
        }
        if (!problems.isEmpty()) {
            throw new ScenarioException(problems);
        }
        return new Expectations(entries);
    }

    private static String place(Expectation each) {
        boolean option = each.file().equals(each.spec().name());
        return each.place() + ": "
                + (option ? "" : "expect " + Suggestion.quote(each.spec().name()) + ": ");
    }

    /** What became of each, those of the scenario first. */
    public List<Verdict> verdicts(Measured measured) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Entry each : entries) {
            ExpectSpec spec = each.written.spec();
            Condition condition = each.condition;
            Replicates value = condition.value(measured);
            Replicates bound = condition.bound(measured);
            verdicts.add(new Verdict(
                    spec.name(),
                    spec.level() == ExpectSpec.Level.ERROR ? Verdict.Level.ERROR : Verdict.Level.WARN,
                    each.written.file(),
                    each.written.line(),
                    condition.outcome(measured),
                    spec.that(),
                    condition.valueText(),
                    value.estimate(),
                    condition.operator(),
                    condition.boundText(),
                    condition.isRelative(),
                    bound.estimate(),
                    value.minus(bound).estimate(),
                    condition.dimension()));
        }
        return verdicts;
    }
}

package io.tidegate.experiment.expect;

import io.tidegate.experiment.Measured;
import io.tidegate.experiment.Scope;
import io.tidegate.experiment.TextException;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.Pooled;
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
        List<Expectation> all = new ArrayList<>(loaded.extras().expect());
        for (int i = 0; i < options.size(); i++) {
            String name = options.size() == 1 ? "--expect" : "--expect " + (i + 1);
            all.add(new Expectation(new ExpectSpec(name, options.get(i), ExpectSpec.Level.ERROR), name, 0));
        }
        return of(all, Scope.of(loaded));
    }

    /**
     * Reads expectations.
     *
     * @param scope the names that they may use
     * @throws ScenarioException if any is no condition or names what there is not, with all that are wrong
     */
    public static Expectations of(List<Expectation> all, Scope scope) throws ScenarioException {
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

    /** What was expected, as it was written, those of the scenario first. */
    public List<Expectation> written() {
        return entries.stream().map(Entry::written).toList();
    }

    /** What became of each, those of the scenario first. */
    public List<Verdict> verdicts(Measured measured) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Entry each : entries) {
            Replicates value = each.condition.value(measured);
            Replicates bound = each.condition.bound(measured);
            verdicts.add(verdict(
                    each,
                    each.condition.outcome(measured),
                    value.estimate(),
                    bound.estimate(),
                    value.minus(bound).estimate()));
        }
        return verdicts;
    }

    /** What became of each in the mean over replications, which were measured apart. */
    public List<Verdict> verdicts(List<Measured> replications) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Entry each : entries) {
            List<Replicates> values = new ArrayList<>();
            List<Replicates> bounds = new ArrayList<>();
            List<Replicates> differences = new ArrayList<>();
            for (Measured one : replications) {
                Replicates value = each.condition.value(one);
                Replicates bound = each.condition.bound(one);
                values.add(value);
                bounds.add(bound);
                differences.add(value.minus(bound));
            }
            verdicts.add(verdict(
                    each,
                    each.condition.outcome(replications),
                    Pooled.estimate(values),
                    Pooled.estimate(bounds),
                    Pooled.estimate(differences)));
        }
        return verdicts;
    }

    private static Verdict verdict(Entry each, Outcome outcome, Estimate value, Estimate bound, Estimate difference) {
        ExpectSpec spec = each.written.spec();
        Condition condition = each.condition;
        return new Verdict(
                spec.name(),
                spec.level() == ExpectSpec.Level.ERROR ? Verdict.Level.ERROR : Verdict.Level.WARN,
                each.written.file(),
                each.written.line(),
                outcome,
                spec.that(),
                condition.valueText(),
                value,
                condition.operator(),
                condition.boundText(),
                condition.isRelative(),
                bound,
                difference,
                condition.dimension());
    }
}

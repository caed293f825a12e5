package io.tidegate.experiment.solve;

import io.tidegate.experiment.Evaluator;
import io.tidegate.experiment.Measured;
import io.tidegate.experiment.MeasuredJson;
import io.tidegate.experiment.Version;
import io.tidegate.experiment.solve.Reading.Level;
import io.tidegate.experiment.solve.Solution.Asked;
import io.tidegate.experiment.solve.Solution.Status;
import io.tidegate.experiment.solve.Solution.Step;
import io.tidegate.experiment.solve.Solution.Verdict;
import io.tidegate.experiment.solve.Walk.BudgetEnded;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the greatest or least value of a scenario that meets some goals: a pilot over the whole range, a walk to the crossing and to
 * the two ends of its interval, and, if a budget allows, the same again near the answer with more replications.
 */
public final class Solver {
    private static final int MOST_REPLICATIONS = 10_000;
    /** Evaluations that a walk near the answer takes. */
    private static final double CLOSER = 9;
    /** Parts of the tolerance that the walk's own steps may take of it. */
    private static final double FINER = 3;
    /** More replications than the width of the interval asks for, as that is an estimate. */
    private static final double SPARE = 1.3;
    /** The walk's first step away from a guess, as a part of the range. */
    private static final long FIRST_STRIDE = 16;

    private final Evaluator evaluator;
    private final SolveSpec spec;
    private final LoadedScenario base;
    private final VariedPath vary;
    private final long last;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean greatest;
    private long requests;
    private long dearest;
    private int replications;

    private Solver(Evaluator evaluator, SolveSpec spec, LoadedScenario base, VariedPath vary) {
        this.evaluator = evaluator;
        this.spec = spec;
        this.base = base;
        this.vary = vary;
        this.last = vary.rungs();
        this.replications = base.scenario().run().replications();
    }

    /**
     * Solves.
     *
     * @param evaluator measures the scenario in the phases that the goals are about
     * @param spec what is to be solved
     * @throws ScenarioException if the scenario does not accept a value of the range
     * @throws InterruptedException if the thread was interrupted; nothing is left running
     */
    public static Solution solve(Evaluator evaluator, SolveSpec spec) throws ScenarioException, InterruptedException {
        LoadedScenario base = evaluator.load(List.of());
        evaluator.load(List.of(spec.vary().set(0)));
        evaluator.load(List.of(spec.vary().set(spec.vary().rungs())));
        VariedPath vary = Granularity.ladder(evaluator, base, spec.vary());
        Solver solver = new Solver(evaluator, spec, base, vary);
        solver.notes.addAll(Granularity.notes(base, vary));
        return solver.solve();
    }

    private Solution solve() throws ScenarioException, InterruptedException {
        List<Long> rungs = Pilot.positions(last);
        List<List<String>> points =
                rungs.stream().map(rung -> List.of(vary.set(rung))).toList();
        List<Measured> seen = evaluator.pilots(points, 1);
        for (int i = 0; i < rungs.size(); i++) {
            requests += seen.get(i).requests();
            steps.add(step(rungs.get(i), true, 1, Reading.of(spec.goals(), seen.get(i))));
        }
        String first = MeasuredJson.write(seen.get(0));
        if (seen.stream().allMatch(each -> MeasuredJson.write(each).equals(first))) {
            return unanswered(Status.FLAT, flat());
        }
        boolean low = Reading.of(spec.goals(), seen.get(0)).meets(Level.MEASURED);
        boolean high = Reading.of(spec.goals(), seen.get(seen.size() - 1)).meets(Level.MEASURED);
        greatest = spec.greatest() != null ? spec.greatest() : low || !high;
        List<Long> positions = Pilot.positions(last);
        List<Measured> ordered = new ArrayList<>(seen);
        if (!greatest) {
            Collections.reverse(ordered);
            positions = rungs.stream().map(rung -> last - rung).sorted().toList();
        }
        Pilot pilot = Pilot.of(positions, spec.goals(), ordered);
        return walked(pilot);
    }

    /** Says that nothing depends on the value, and names events that set it again. */
    private String flat() {
        String text = "Nothing that was measured depends on " + vary.path() + " between " + vary.text(0) + " and "
                + vary.text(last) + ".";
        List<String> again = evaluator.setAgain(vary.path());
        return again.isEmpty()
                ? text
                : text + " An event sets it again before the phase; vary " + String.join(" or ", again) + " instead.";
    }

    private Solution walked(Pilot pilot) throws ScenarioException, InterruptedException {
        Walk walk = walk();
        boolean ended = false;
        try {
            walk.look(pilot.guess());
            Walk.Bracket crossing = walk.cross(StrictMath.max(1, last / FIRST_STRIDE));
            for (long doubtful : pilot.contradicting(crossing)) {
                walk.look(doubtful);
            }
            crossing = walk.cross(1);
            if (walk.isBetween(crossing) && hasIntervals(walk, crossing)) {
                walk.edge(Level.SURELY);
                walk.edge(Level.POSSIBLY);
            } else if (!walk.isBetween(crossing)) {
                walk.look(0);
                walk.look(last);
            }
            for (int more = more(walk); more > replications; more = more(walk)) {
                walk = closer(walk, more);
            }
        } catch (BudgetEnded end) {
            ended = true;
        }
        return answer(walk, ended);
    }

    /** Replications that bring the interval to the tolerance, as far as the budget lasts for a walk; those of now if they do. */
    private int more(Walk walk) {
        if (spec.budget() == 0 || !isWide(walk)) {
            return replications;
        }
        long meets = walk.bracket(Level.SURELY).meets();
        long fails = walk.bracket(Level.POSSIBLY).fails();
        double wanted = MOST_REPLICATIONS;
        if (meets >= 0 && fails <= last) {
            double ratio = halfWidth(meets, fails) / (spec.tolerance() * StrictMath.abs(middle(walk)));
            wanted = StrictMath.ceil(SPARE * ratio * ratio * replications);
        }
        double affordable = (spec.budget() - requests) / (CLOSER * dearest);
        return (int) StrictMath.min(MOST_REPLICATIONS, StrictMath.min(wanted, affordable));
    }

    private double middle(Walk walk) {
        return vary.value(rung(walk.bracket(Level.MEASURED).meets()));
    }

    /** The same walk with more replications, from the answer so far; that one again if the budget does not last. */
    private Walk closer(Walk walk, int more) throws ScenarioException, InterruptedException, BudgetEnded {
        Walk.Bracket crossing = walk.bracket(Level.MEASURED);
        long from = walk.bracket(Level.SURELY).meets();
        long to = walk.bracket(Level.POSSIBLY).fails();
        int before = replications;
        replications = more;
        Walk next = walk();
        try {
            next.look(crossing.meets());
            next.cross(StrictMath.max(1, (to - from) / 4));
            next.edge(Level.SURELY);
            next.edge(Level.POSSIBLY);
            return next;
        } catch (BudgetEnded end) {
            Walk.Bracket found = next.bracket(Level.MEASURED);
            if (next.isBetween(found) && next.isBetween(next.bracket(Level.SURELY))) {
                return next;
            }
            replications = before;
            throw end;
        }
    }

    private Walk walk() {
        return new Walk(this::at, last, position -> vary.within(spec.tolerance() / FINER, rung(position)));
    }

    private long rung(long position) {
        return greatest ? position : last - position;
    }

    private Reading at(long position) throws ScenarioException, InterruptedException, BudgetEnded {
        if (spec.budget() > 0 && requests + dearest * replications > spec.budget()) {
            throw new BudgetEnded();
        }
        Measured measured = evaluator.measure(List.of(vary.set(rung(position))), replications);
        requests += measured.requests();
        dearest = StrictMath.max(dearest, measured.requests() / replications);
        Reading reading = Reading.of(spec.goals(), measured);
        steps.add(step(rung(position), false, replications, reading));
        return reading;
    }

    private Step step(long rung, boolean pilot, int times, Reading reading) {
        Verdict verdict = !reading.isKnown()
                ? Verdict.NO_DATA
                : reading.meets(Level.SURELY)
                        ? Verdict.MET
                        : reading.hasIntervals() && !reading.meets(Level.POSSIBLY)
                                ? Verdict.NOT_MET
                                : Verdict.UNDECIDED;
        return new Step(
                vary.text(rung),
                vary.value(rung),
                pilot,
                times,
                verdict,
                reading.values(),
                reading.bounds(),
                reading.margins());
    }

    private static boolean hasIntervals(Walk walk, Walk.Bracket crossing) {
        return walk.known().entrySet().stream()
                .filter(each -> each.getKey() == crossing.meets() || each.getKey() == crossing.fails())
                .allMatch(each -> each.getValue().hasIntervals());
    }

    /** Whether half of the interval is more than the tolerance, and more replications can mend that. */
    private boolean isWide(Walk walk) {
        Walk.Bracket crossing = walk.bracket(Level.MEASURED);
        Walk.Bracket surely = walk.bracket(Level.SURELY);
        Walk.Bracket possibly = walk.bracket(Level.POSSIBLY);
        return walk.isBetween(crossing)
                && hasIntervals(walk, crossing)
                && (surely.meets() < 0
                        || possibly.fails() > last
                        || halfWidth(surely.meets(), possibly.fails())
                                > spec.tolerance() * StrictMath.abs(middle(walk)));
    }

    private double halfWidth(long meets, long fails) {
        return StrictMath.abs(vary.value(rung(fails)) - vary.value(rung(meets))) / 2;
    }

    private Solution answer(Walk walk, boolean ended) {
        Walk.Bracket crossing = walk.bracket(Level.MEASURED);
        if (!walk.isBetween(crossing)) {
            return ended
                    ? unanswered(Status.BUDGET_ENDED, "The budget ended before the answer was enclosed.")
                    : notBracketed(crossing);
        }
        Reading beyond = walk.known()
                .getOrDefault(crossing.fails(), walk.known().firstEntry().getValue());
        if (!beyond.isKnown()) {
            return unanswered(
                    Status.NO_DATA,
                    "At " + vary.text(rung(crossing.fails())) + " too little was observed for what is asked.");
        }
        String back = metAgain(walk, crossing);
        if (back != null) {
            return unanswered(Status.NOT_MONOTONE, back);
        }
        if (!hasIntervals(walk, crossing)) {
            return unanswered(
                    Status.NO_INTERVAL,
                    "The goals cease to be met between " + vary.text(rung(crossing.meets())) + " and "
                            + vary.text(rung(crossing.fails()))
                            + ", but how sure that is cannot be told: fewer than five cells and replications.");
        }
        if (ended) {
            notes.add("The budget of requests ended before the walk did.");
        }
        return solution(
                Status.ANSWERED, crossing, walk.bracket(Level.SURELY), walk.bracket(Level.POSSIBLY), reason(walk));
    }

    private String reason(Walk walk) {
        String known = "";
        if (walk.bracket(Level.SURELY).meets() < 0) {
            known = " At the " + (greatest ? "lower" : "upper")
                    + " end of the range it is undecided, so that the answer may" + " lie beyond it.";
        }
        if (walk.bracket(Level.POSSIBLY).fails() > last) {
            known += " At the " + (greatest ? "upper" : "lower")
                    + " end of the range it is undecided, so that the answer may" + " lie beyond it.";
        }
        return "Outside of the interval the 95 % interval of every margin decides; within it at least one holds 0."
                + known;
    }

    /** A value beyond the crossing that surely meets the goals; nothing if there is none. */
    private @Nullable String metAgain(Walk walk, Walk.Bracket crossing) {
        for (Map.Entry<Long, Reading> each :
                walk.known().tailMap(crossing.fails()).entrySet()) {
            if (each.getValue().meets(Level.SURELY)) {
                return "The goals are met up to " + vary.text(rung(crossing.meets())) + ", not at "
                        + vary.text(rung(crossing.fails())) + ", and again at " + vary.text(rung(each.getKey()))
                        + ": there is no one answer.";
            }
        }
        return null;
    }

    private Solution notBracketed(Walk.Bracket crossing) {
        boolean everywhere = crossing.meets() >= 0;
        StringBuilder text = new StringBuilder();
        text.append(everywhere ? "The goals are met in the whole range" : "The goals are met nowhere in the range");
        text.append(", ")
                .append(vary.text(0))
                .append(" to ")
                .append(vary.text(last))
                .append('.');
        return unanswered(everywhere ? Status.MET_EVERYWHERE : Status.MET_NOWHERE, text.toString());
    }

    private Solution unanswered(Status status, String reason) {
        Walk.Bracket none = new Walk.Bracket(-1, last + 1);
        return solution(status, none, none, none, reason);
    }

    private Solution solution(
            Status status, Walk.Bracket crossing, Walk.Bracket surely, Walk.Bracket possibly, String reason) {
        boolean answered = status == Status.ANSWERED;
        double value = answered ? vary.value(rung(crossing.meets())) : Double.NaN;
        boolean isSure = answered && surely.meets() >= 0;
        boolean isPossible = answered && possibly.fails() <= last;
        double sure = isSure ? vary.value(rung(surely.meets())) : Double.NaN;
        double possible = isPossible ? vary.value(rung(last(possibly))) : Double.NaN;
        String sureText = isSure ? vary.text(rung(surely.meets())) : "";
        String possibleText = isPossible ? vary.text(rung(last(possibly))) : "";
        boolean reached = StrictMath.abs(possible - sure) / 2 <= spec.tolerance() * StrictMath.abs(value);
        return new Solution(
                Solution.SCHEMA_VERSION,
                base.scenario().name(),
                base.scenario().title(),
                Version.text(),
                base.scenario().run().seed(),
                vary.path(),
                vary.unit(),
                vary.kind() == VariedPath.Kind.DAYS,
                greatest,
                spec.goals().stream()
                        .map(goal -> new Asked(goal.text(), goal.valueText(), goal.below(), goal.dimension()))
                        .toList(),
                status,
                answered ? vary.text(rung(crossing.meets())) : "",
                value,
                greatest ? sure : possible,
                greatest ? possible : sure,
                greatest ? sureText : possibleText,
                greatest ? possibleText : sureText,
                reason,
                spec.tolerance(),
                reached,
                base.scenario().run().cells(),
                base.scenario().run().fleetCells(),
                replications,
                requests,
                steps,
                notes);
    }

    /** The last value that may meet the goals: of whole numbers and dates the one before the first that surely does not. */
    private long last(Walk.Bracket possibly) {
        return vary.kind() == VariedPath.Kind.DECIMAL ? possibly.fails() : possibly.fails() - 1;
    }
}

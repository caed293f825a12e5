package io.tidegate.experiment.verify;

import io.tidegate.experiment.verify.CoverageCheck.Covered;
import io.tidegate.measure.Estimate;
import io.tidegate.random.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/** How often intervals cover a truth that is known, over many experiments. */
final class CoverageCheck implements Check<Covered> {
    private static final int EXPERIMENTS_A_TASK = 20;
    /** What every interval of a report states. */
    private static final double NOMINAL = 0.95;

    private final List<Known> knowns;
    private final Effort effort;
    private final long key;
    private final UnaryOperator<Estimate> interval;

    /**
     * Experiments whose draws follow from a key.
     *
     * @param knowns what they estimate
     * @param interval what is done to an estimate before its interval is looked at
     */
    CoverageCheck(List<Known> knowns, Effort effort, long key, UnaryOperator<Estimate> interval) {
        this.knowns = knowns;
        this.effort = effort;
        this.key = key;
        this.interval = interval;
    }

    /**
     * Experiments of one kind.
     *
     * @param hits how many intervals covered the truth
     * @param requests requests served for them
     */
    record Covered(int hits, long requests) implements Answer {}

    private int experiments(Known known) {
        return known.isServed() ? effort.queues() : effort.experiments();
    }

    private int tasks(Known known) {
        return (experiments(known) + EXPERIMENTS_A_TASK - 1) / EXPERIMENTS_A_TASK;
    }

    @Override
    public int tasks() {
        return knowns.stream().mapToInt(this::tasks).sum();
    }

    @Override
    public Covered run(int task) {
        int k = 0;
        int place = task;
        while (place >= tasks(knowns.get(k))) {
            place -= tasks(knowns.get(k));
            k++;
        }
        Known known = knowns.get(k);
        int from = place * EXPERIMENTS_A_TASK;
        int to = Math.min(experiments(known), from + EXPERIMENTS_A_TASK);
        int hits = 0;
        long requests = 0;
        for (int i = from; i < to; i++) {
            Known.Outcome outcome = known.experiment().run(new Random(Hash.combine(Hash.combine(key, k), i)));
            Estimate estimate = interval.apply(outcome.replicates().estimate());
            hits += Math.abs(estimate.value() - known.truth()) <= estimate.halfWidth() ? 1 : 0;
            requests += outcome.requests();
        }
        return new Covered(hits, requests);
    }

    @Override
    public int drawnRows() {
        return knowns.size();
    }

    @Override
    public VerifyTable table(List<Covered> answers, double falseAlarm) {
        double critical = Chance.normal(falseAlarm);
        List<VerifyRow> rows = new ArrayList<>();
        int first = 0;
        for (Known known : knowns) {
            int experiments = experiments(known);
            int hits = answers.subList(first, first + tasks(known)).stream()
                    .mapToInt(Covered::hits)
                    .sum();
            first += tasks(known);
            rows.add(VerifyRow.drawn(
                    known.name(),
                    experiments + " experiments of " + known.groups() + " groups",
                    NOMINAL,
                    (double) hits / experiments,
                    Math.sqrt(NOMINAL * (1 - NOMINAL) / experiments),
                    critical,
                    known.shortfall()));
        }
        return new VerifyTable(
                "Coverage of 95 % intervals",
                String.format(
                        Locale.ROOT,
                        "The share of intervals that contain a truth that is known. For a mean of normal values the interval is"
                                + " exact. For others the jackknife, which takes ratios and quantiles for straight lines, is a"
                                + " little narrow, and skewed values make it more so: 1 to 2 %% is allowed for. A row holds"
                                + " within %.2f standard errors besides.",
                        critical),
                rows);
    }
}

package io.tidegate.fleet;

import io.tidegate.random.AliasTable;
import io.tidegate.random.Hash;
import io.tidegate.random.QuantileTable;
import io.tidegate.workload.Draw;
import io.tidegate.workload.RateWalkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the rates of a cell's API organisations wander, as a {@link RateWalkSpec} says. A renewal process follows its organisation's
 * rate in operational time: as much of a gap passes in a second as the rate says, so that requests come at the rate whatever the
 * gaps are (D. J. Daley, D. Vere-Jones, "An Introduction to the Theory of Point Processes" I, 2003, section 7.4).
 *
 * <p>Each step of a walk is a draw of the organisation and the step. One that every cell has a part of walks in all of them alike.
 * Hours come in order without a gap; only the steps of the hour are kept.
 */
final class ClientRates {
    private static final QuantileTable NORMAL = QuantileTable.normal();

    private final RateWalkSpec spec;
    private final int steps;
    private final double pull;
    private final double push;
    private final List<Group> groups = new ArrayList<>();
    private long[] identity = new long[16];
    private double[] log = new double[16];
    private double[] factor = new double[0];
    private int size;
    private boolean started;
    private double hourFrom;

    /** Organisations whose requests are one flow, and in each step of the hour the flow's factor and who sends. */
    private static final class Group {
        final int first;
        final double[] weights;
        final double[] factors;
        final AliasTable[] senders;

        Group(int first, double[] weights, int steps) {
            this.first = first;
            this.weights = weights;
            factors = new double[steps];
            senders = new AliasTable[steps];
        }

        /** Sums up the factors of its organisations. */
        void sum(double[] factor) {
            int steps = factors.length;
            double[] now = new double[weights.length];
            for (int s = 0; s < steps; s++) {
                double usual = 0;
                double sum = 0;
                for (int i = 0; i < now.length; i++) {
                    now[i] = weights[i] * factor[(first + i) * steps + s];
                    usual += weights[i];
                    sum += now[i];
                }
                factors[s] = sum / usual;
                senders[s] = new AliasTable(now);
            }
        }
    }

    /** Of nobody yet. */
    ClientRates(RateWalkSpec spec) {
        this.spec = spec;
        steps = spec.walks() ? spec.stepsPerHour() : 1;
        pull = spec.correlation();
        push = StrictMath.sqrt(1 - pull * pull);
    }

    /** Adds the organisation of the next number, from 0 on, whose walk follows from an identity. */
    void add(long its) {
        if (size == identity.length) {
            identity = Arrays.copyOf(identity, 2 * size);
            log = Arrays.copyOf(log, 2 * size);
        }
        identity[size++] = its;
    }

    /**
     * Makes one flow of organisations.
     *
     * @param first number of the first of them
     * @param weights their shares of the flow without walks, in order
     * @return the number that stands for the flow where an organisation's is asked for, below 0
     */
    int group(int first, double[] weights) {
        groups.add(new Group(first, weights.clone(), steps));
        return -groups.size();
    }

    /** Whether rates wander. */
    boolean walk() {
        return spec.walks();
    }

    /** Steps in an hour; one where rates do not wander. */
    int steps() {
        return steps;
    }

    /**
     * Walks through the next hour.
     *
     * @param t start of the hour, in the time that is asked about
     * @param hour its number; the one after the last
     */
    void startHour(double t, long hour) {
        hourFrom = t;
        if (!spec.walks()) {
            return;
        }
        if (!started) {
            factor = new double[size * steps];
        }
        double mean = -spec.sigma() * spec.sigma() / 2;
        for (int i = 0; i < size; i++) {
            for (int s = 0; s < steps; s++) {
                double drawn = NORMAL.sample(Draw.API_RATE.of(Hash.combine(identity[i], hour * steps + s)));
                log[i] = started || s > 0 ? pull * log[i] + push * drawn : drawn;
                factor[i * steps + s] = StrictMath.exp(mean + spec.sigma() * log[i]);
            }
        }
        started = true;
        for (Group group : groups) {
            group.sum(factor);
        }
    }

    /** What the rate of an organisation or flow is multiplied with in a step of the hour. */
    double factor(int who, int step) {
        if (!spec.walks()) {
            return 1;
        }
        return who < 0 ? groups.get(-who - 1).factors[step] : factor[who * steps + step];
    }

    /** The organisation of a flow that a hash draws at {@code t}. */
    int sender(int flow, AliasTable usual, double t, long hash) {
        Group group = groups.get(-flow - 1);
        return group.first + (spec.walks() ? group.senders[step(t)] : usual).sample(hash);
    }

    private int step(double t) {
        return Math.max(0, Math.min(steps - 1, (int) ((t - hourFrom) / spec.step())));
    }

    /**
     * When so many mean gaps have passed from {@code t} on. Beyond the hour the rate of its last step goes on.
     *
     * @param rate requests per second without the walk
     */
    double after(int who, double rate, double t, double gaps) {
        if (!spec.walks()) {
            return t + gaps / rate;
        }
        double from = t;
        double left = gaps;
        for (int s = step(t); s < steps - 1; s++) {
            double end = hourFrom + (s + 1) * spec.step();
            double passes = (end - from) * rate * factor(who, s);
            if (left < passes) {
                return from + left / (rate * factor(who, s));
            }
            left -= passes;
            from = end;
        }
        return from + left / (rate * factor(who, steps - 1));
    }
}

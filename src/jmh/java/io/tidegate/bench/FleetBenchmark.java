package io.tidegate.bench;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A fleet in its steady state. An operation is one arrival with all that it makes due; a trial fails if the fleet allocates
 * anything for a load that it has served before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx4g", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseTransparentHugePages"})
public abstract class FleetBenchmark {
    private static final int CHUNK = 10_000;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    private long arrivals;
    private long restarts;
    private long hits;
    private long steps;
    private long leaps;

    /** The fleet to measure, idle. */
    abstract Fleet idle();

    /** Brings the fleet to its steady state. */
    @Setup(Level.Trial)
    public void settle() {
        fleet = idle();
        fleet.settle();
        arrivals = fleet.arrivals();
        restarts = fleet.restarts();
        hits = fleet.hits();
        steps = fleet.steps();
        leaps = fleet.leaps();
        print("settled");
    }

    /** One chunk of arrivals. */
    @Benchmark
    @OperationsPerInvocation(CHUNK)
    public double arrivals() {
        fleet.run(CHUNK);
        return fleet.clock();
    }

    /** Prints what an arrival made the replicas do, and fails if they allocate. */
    @TearDown(Level.Trial)
    public void tell() {
        double count = fleet.arrivals() - arrivals;
        print("measured");
        System.out.printf(
                Locale.ROOT,
                "per arrival: %.2f steps, %.3f leaps, %.5f restarts, %.3f prefixes found%n",
                (fleet.steps() - steps) / count,
                (fleet.leaps() - leaps) / count,
                (fleet.restarts() - restarts) / count,
                (fleet.hits() - hits) / count);
        AllocationCheck.run(fleet);
        System.out.println("a load served again: nothing allocated");
    }

    private void print(String when) {
        System.out.printf(
                Locale.ROOT,
                "%n%s: %,d arrivals, %,.0f s simulated, %.2f active and %.2f waiting per replica%n",
                when,
                fleet.arrivals(),
                fleet.clock(),
                (double) fleet.active() / fleet.size(),
                (double) fleet.waiting() / fleet.size());
    }
}

package io.tidegate.report;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.RunSummary.Phase;
import io.tidegate.experiment.RunSummary.Population;
import io.tidegate.measure.Estimate;
import java.util.List;
import java.util.stream.Stream;

/** What a reader must know before the first figure: what was run, how much of the fleet, and what the intervals are. */
public final class Preamble {
    private Preamble() {}

    /** The lines in the order of reading, without the title. */
    static List<String> lines(RunSummary run) {
        return List.of(
                "Scenario " + run.scenario() + ", seed " + run.seed() + ", tidegate " + run.version() + ".",
                "Simulated " + Figures.count((double) run.requests()) + " requests in " + sample(run) + ", "
                        + run.replications() + (run.replications() == 1 ? " replication." : " replications."),
                "Injection: " + Figures.share(run.injectionShare()) + " of the capacity before it.",
                intervals(run, "± is half the width of the ") + ".");
    }

    /** How much of the fleet was simulated: {@code 2 of 624 cells (0.32 % of the fleet)}. */
    public static String sample(RunSummary run) {
        return run.cells() + " of " + run.fleetCells() + " cells ("
                + Figures.share((double) run.cells() / run.fleetCells()) + " of the fleet)";
    }

    /**
     * What the intervals come from, or that there are none and why.
     *
     * @param lead how the reader sees an interval, such as {@code "± is half the width of the "}
     */
    public static String intervals(RunSummary run, String lead) {
        List<Estimate> all = run.phases().stream()
                .map(Phase::populations)
                .flatMap(List::stream)
                .flatMap(Preamble::estimates)
                .toList();
        int n = all.stream().mapToInt(Estimate::n).max().orElse(0);
        return all.stream().anyMatch(Estimate::hasInterval)
                ? lead + "95 % interval from " + n + " cells or replications"
                : "no interval (n=" + n + "): "
                        + (n < 5 ? "fewer than five cells or replications" : "too few observations");
    }

    private static Stream<Estimate> estimates(Population population) {
        return Stream.of(
                population.deniedShare(),
                population.lostShare(),
                population.queueWait().p50());
    }
}

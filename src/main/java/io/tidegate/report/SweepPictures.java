package io.tidegate.report;

import io.tidegate.Dimension;
import io.tidegate.experiment.MeasureInfo;
import io.tidegate.experiment.sweep.MeasureChoice;
import io.tidegate.experiment.sweep.SweepResults;
import io.tidegate.measure.Estimate;
import io.tidegate.report.chart.EffectsChart;
import io.tidegate.report.chart.HeatChart;
import io.tidegate.report.chart.ParetoChart;
import io.tidegate.report.chart.ResponseChart;
import io.tidegate.report.chart.SweepData;
import io.tidegate.report.chart.SweepData.Measure;
import io.tidegate.report.chart.SweepData.Varied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pictures of a sweep: those of its results that there are enough points and paths for. */
public final class SweepPictures {
    private static final String CHARTS = "charts";
    private static final String RESPONSE = CHARTS + "/response.png";
    private static final String HEAT = CHARTS + "/heat.png";
    private static final String EFFECTS = CHARTS + "/effects.png";
    private static final String PARETO = CHARTS + "/pareto.png";

    private SweepPictures() {}

    /**
     * Draws {@code charts/response.png}, {@code charts/heat.png}, {@code charts/effects.png} and {@code charts/pareto.png}, and takes away those of before that
     * do not fit any more.
     *
     * @param names canonical names of the measures to draw; the first matter most
     * @param folder of the sweep
     */
    static void write(SweepResults results, List<String> names, Path folder) throws IOException {
        SweepData data = data(results, names);
        draw(folder.resolve(RESPONSE), ResponseChart.fits(data), file -> ResponseChart.write(data, file));
        draw(folder.resolve(HEAT), HeatChart.fits(data), file -> HeatChart.write(data, file));
        draw(folder.resolve(EFFECTS), EffectsChart.fits(data), file -> EffectsChart.write(data, file));
        draw(folder.resolve(PARETO), ParetoChart.fits(data), file -> ParetoChart.write(data, file));
    }

    /** Deletes the pictures of a folder, and their folder if nothing else is in it. */
    static void delete(Path folder) throws IOException {
        for (String picture : List.of(RESPONSE, HEAT, EFFECTS, PARETO)) {
            Files.deleteIfExists(folder.resolve(picture));
        }
        Path charts = folder.resolve(CHARTS);
        if (Files.isDirectory(charts) && ReportFolder.isEmpty(charts)) {
            Files.delete(charts);
        }
    }

    /**
     * What is drawn where nothing is chosen: the headline measures of the last phase or variant.
     *
     * @param labels of everything that is simulated
     */
    public static List<String> usual(List<String> labels) {
        int n = labels.size();
        return MeasureChoice.usual(labels.subList(n - 1, n));
    }

    private static void draw(Path file, boolean fits, WholeFile.Making drawing) throws IOException {
        if (!fits) {
            Files.deleteIfExists(file);
            return;
        }
        Files.createDirectories(file.resolveSibling("."));
        WholeFile.make(file, drawing);
    }

    private static SweepData data(SweepResults results, List<String> names) {
        List<Varied> paths = new ArrayList<>();
        for (int axis = 0; axis < results.axes().size(); axis++) {
            int at = axis;
            paths.add(new Varied(
                    results.axes().get(axis).path(),
                    results.points().stream()
                            .map(point -> point.values().get(at))
                            .toList()));
        }
        List<Measure> measures = new ArrayList<>();
        for (String name : names) {
            Optional<MeasureInfo> info = MeasureChoice.info(name);
            measures.add(new Measure(
                    name,
                    info.map(MeasureInfo::dimension).orElse(Dimension.FACTOR),
                    info.map(MeasureInfo::moreIsWorse).orElse(true),
                    results.points().stream()
                            .map(point -> point.measures().getOrDefault(name, Estimate.UNKNOWN))
                            .toList()));
        }
        String source = results.title() + " · " + results.points().size() + " points, "
                + (results.replications() == 1 ? "1 replication" : results.replications() + " replications")
                + " of each, with the same people and draws";
        return new SweepData(results.title(), source, isFactorial(results, paths), paths, measures);
    }

    /** Whether the points are all combinations of their values, each once. */
    private static boolean isFactorial(SweepResults results, List<Varied> paths) {
        long combinations = 1;
        for (Varied path : paths) {
            combinations *= path.values().stream().distinct().count();
        }
        long different = results.points().stream()
                .map(SweepResults.Point::values)
                .distinct()
                .count();
        return combinations == different && different == results.points().size();
    }
}

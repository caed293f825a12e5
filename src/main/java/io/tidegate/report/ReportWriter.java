package io.tidegate.report;

import io.tidegate.experiment.RunSummary;
import io.tidegate.experiment.expect.Verdict;
import io.tidegate.report.chart.BindingChart;
import io.tidegate.report.chart.DenialChart;
import io.tidegate.report.chart.FairnessChart;
import io.tidegate.report.chart.LimitedChart;
import io.tidegate.report.chart.LoadChart;
import io.tidegate.report.chart.QueueWaitChart;
import io.tidegate.report.chart.TtftChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes every file of a report from a run's summary alone. */
public final class ReportWriter {
    private ReportWriter() {}

    /**
     * Writes {@code summary.json}, {@code summary.md}, {@code timeseries.csv} and {@code charts/*.png}.
     *
     * @param summary a run with at least one phase
     * @param verdicts what became of what was expected of it
     * @param folder an existing folder; see {@link ReportFolder}
     */
    public static void write(RunSummary summary, List<Verdict> verdicts, Path folder) throws IOException {
        if (summary.phases().isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one phase");
        }
        Files.writeString(folder.resolve("summary.json"), SummaryJson.write(summary));
        Files.writeString(folder.resolve("summary.md"), Markdown.text(summary, verdicts));
        Files.writeString(folder.resolve("timeseries.csv"), TimeSeriesCsv.text(summary));
        Files.createDirectories(folder.resolve("charts"));
        LoadChart.write(summary, folder.resolve(ChartFile.LOAD.path()));
        TtftChart.write(summary, folder.resolve(ChartFile.TTFT.path()));
        DenialChart.write(summary, folder.resolve(ChartFile.DENIALS.path()));
        QueueWaitChart.write(summary, folder.resolve(ChartFile.QUEUE_WAIT.path()));
        LimitedChart.write(summary, folder.resolve(ChartFile.WHO_IS_LIMITED.path()));
        BindingChart.write(summary, folder.resolve(ChartFile.WHAT_BINDS.path()));
        FairnessChart.write(summary, folder.resolve(ChartFile.FAIRNESS.path()));
    }
}

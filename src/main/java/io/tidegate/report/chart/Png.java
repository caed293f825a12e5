package io.tidegate.report.chart;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;

/** Writes a chart as a PNG file at twice the resolution of a plain screen. */
final class Png {
    /** Width of every picture, in points; the file has {@value #SCALE} pixels a point. */
    static final int WIDTH = 1000;

    /** Pixels a point. */
    static final int SCALE = 2;

    private Png() {}

    static void write(JFreeChart chart, int height, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ChartUtils.writeScaledChartAsPNG(out, chart, WIDTH, height, SCALE, SCALE);
        }
    }
}

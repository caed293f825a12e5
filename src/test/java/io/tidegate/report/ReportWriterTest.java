package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.experiment.RunSummary;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
    private static final List<String> CHARTS = List.of(
            "charts/denials.png",
            "charts/fairness.png",
            "charts/load.png",
            "charts/queue-wait.png",
            "charts/ttft.png",
            "charts/what-binds.png",
            "charts/who-is-limited.png");

    @TempDir
    static Path folder;

    @BeforeAll
    static void draw() throws IOException {
        ReportWriter.write(RunSummaries.peak(), List.of(), folder);
    }

    @Test
    void theFolderHoldsEveryFileAndNoOther() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(each -> folder.relativize(each).toString())
                            .sorted())
                    .containsExactly(
                            "charts/denials.png",
                            "charts/fairness.png",
                            "charts/load.png",
                            "charts/queue-wait.png",
                            "charts/ttft.png",
                            "charts/what-binds.png",
                            "charts/who-is-limited.png",
                            "summary.json",
                            "summary.md",
                            "timeseries.csv");
        }
        assertThat(read("charts/load.png")).extracting("width", "height").containsExactly(2000, 1240);
        assertThat(read("charts/ttft.png")).extracting("width", "height").containsExactly(2000, 1280);
        for (String chart : CHARTS) {
            assertThat(colours(read(chart))).as(chart).isGreaterThan(100);
        }
    }

    @Test
    void theSameRunGivesTheSameBytes(@TempDir Path second) throws IOException {
        ReportWriter.write(RunSummaries.peak(), List.of(), second);
        for (String chart : CHARTS) {
            assertThat(Files.mismatch(folder.resolve(chart), second.resolve(chart)))
                    .as(chart)
                    .isEqualTo(-1);
        }
        for (String file : List.of("summary.json", "summary.md", "timeseries.csv")) {
            assertThat(Files.mismatch(folder.resolve(file), second.resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
    }

    @Test
    void theAreasOfTheLoadChartHaveTheirColours() throws IOException {
        BufferedImage load = read("charts/load.png");
        int[] pixels = load.getRGB(0, 0, load.getWidth(), load.getHeight(), null, 0, load.getWidth());
        long blue = Arrays.stream(pixels)
                .filter(pixel -> (pixel & 0xFFFFFF) == 0x0072B2)
                .count();
        long orange = Arrays.stream(pixels)
                .filter(pixel -> (pixel & 0xFFFFFF) == 0xE69F00)
                .count();
        // Negotiated customers are 0.67 of the work, Max 5x 0.063.
        assertThat((double) blue / orange).isBetween(8.0, 14.0);
    }

    @Test
    void runsAtTheEdgeAreDrawnToo(@TempDir Path runs) throws IOException {
        for (RunSummary run : List.of(RunSummaries.single(), RunSummaries.silent(), SmallRun.summary())) {
            Path each = Files.createTempDirectory(runs, "run");
            ReportWriter.write(run, List.of(), each);
            for (String chart : CHARTS) {
                assertThat(ImageIO.read(each.resolve(chart).toFile()).getWidth())
                        .isEqualTo(2000);
            }
        }
    }

    @Test
    void aRunWithoutPhasesIsRefused() {
        RunSummary none = RunSummaries.with(RunSummaries.single(), List.of());
        assertThatThrownBy(() -> ReportWriter.write(none, List.of(), folder))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BufferedImage read(String chart) throws IOException {
        return ImageIO.read(folder.resolve(chart).toFile());
    }

    private static long colours(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels).distinct().count();
    }
}

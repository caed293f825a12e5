package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.experiment.RunSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryJsonTest {
    @TempDir
    Path folder;

    @Test
    void whatIsReadIsWhatWasWritten() throws Exception {
        for (RunSummary run : new RunSummary[] {SmallRun.summary(), RunSummaries.peak(), RunSummaries.silent()}) {
            Path file = Files.writeString(folder.resolve("summary.json"), SummaryJson.write(run));
            RunSummary read = SummaryJson.read(file);
            assertThat(read)
                    .usingRecursiveComparison()
                    .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                    .isEqualTo(run);
            assertThat(SummaryJson.write(read)).isEqualTo(Files.readString(file));
        }
    }

    @Test
    void keysAreInOrderAndUnknownFiguresAreNull() {
        String json = SummaryJson.write(SmallRun.summary());
        assertThat(json)
                .startsWith("{\n  \"schema_version\" : 4,\n  \"scenario\" : \"small\",\n")
                .endsWith("}\n")
                .contains("\"ttft_p50\"", "\"half_width\" : null", "\"seed\" : 42,")
                .doesNotContain("NaN", "\"known\"", "\r");
        assertThat(json.indexOf("\"WEEKLY\" : 0")).isBetween(0, json.indexOf("\"WINDOW_5H\" : 400"));
    }

    @Test
    void anotherVersionIsRefused() throws Exception {
        String json = SummaryJson.write(SmallRun.summary()).replace("\"schema_version\" : 4", "\"schema_version\" : 9");
        Path file = Files.writeString(folder.resolve("new.json"), json);
        assertThatThrownBy(() -> SummaryJson.read(file))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("new.json: schema_version is 9, this program reads 4");
    }

    @Test
    void whatIsNotASummaryIsRefused() throws Exception {
        Path torn = Files.writeString(
                folder.resolve("torn.json"),
                SummaryJson.write(SmallRun.summary()).substring(0, 500));
        Path other = Files.writeString(folder.resolve("other.json"), "{\"schema_version\": 4, \"seeds\": 3}");
        Path empty = Files.writeString(folder.resolve("empty.json"), "");
        for (Path file : new Path[] {torn, other, empty}) {
            assertThatThrownBy(() -> SummaryJson.read(file))
                    .isInstanceOf(ReportException.class)
                    .hasMessageContaining(file.toString());
        }
    }
}

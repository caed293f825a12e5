package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.serving.FittedRange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepDataTest {
    private static final String OWN = String.join(",", OwnRows.COLUMNS) + "\n";
    private static final String LATENCIES = String.join(",", LatencyRows.COLUMNS) + "\n";
    private static final String KERNELS = String.join(",", KernelRows.COLUMNS) + "\n";

    @TempDir
    Path folder;

    @Test
    void ownStepsOneARow() throws Exception {
        StepData data = read(OWN + "# a comment\n16,32000,0,0,0,12.5\n0,0,1024,512,2,40\n");
        StepConfiguration one = data.configurations().get(0);
        assertThat(one.name()).isEqualTo("data");
        assertThat(one.experts()).isEqualTo(new Experts.None());
        assertThat(one.range()).isEqualTo(new FittedRange(2000, 16, 1024, 1));
        assertThat(one.rows())
                .extracting(StepMeasurement::steps)
                .containsExactly(
                        List.of(new StepMix(1, 16, 32000, 0, 0, 0)), List.of(new StepMix(1, 0, 0, 1024, 512, 2)));
        assertThat(one.rows()).extracting(StepMeasurement::axis).containsExactly("batch", "prefill");
        assertThat(one.rows()).extracting(StepMeasurement::level).containsExactly(16.0, 1024.0);
        assertThat(one.rows().get(0).seconds()).isCloseTo(0.0125, within(1e-15));
    }

    @Test
    void experts() throws Exception {
        Path file = Files.writeString(folder.resolve("data.csv"), OWN + "16,32000,0,0,0,12.5\n");
        assertThat(StepData.read(file, new Experts.Known(32))
                        .configurations()
                        .get(0)
                        .experts())
                .as("single steps tell n0")
                .isEqualTo(new Experts.Unknown());
        String kimi = "moonshotai/Kimi-K2.5,h200_sxm,vllm,0.16.0,int4,agg,1024,1024,16,8,1,1,8,1,100,20\n";
        assertThat(read(LATENCIES + kimi).configurations().get(0).experts()).isEqualTo(new Experts.Known(48));
        String llama = "meta-llama/Llama-3.1-70B,b200_sxm,vllm,,fp4,agg,1024,1024,16,1,1,,,,100,20\n";
        assertThat(read(LATENCIES + llama).configurations().get(0).experts()).isEqualTo(new Experts.None());
    }

    /** 5 requests of 1000 and 100 tokens: of the 100 steps that one decodes in, 4 carry the prompt of another. */
    @Test
    void latenciesAsMeanSteps() throws Exception {
        StepData data = read(LATENCIES + "a/Model-X,h200,vllm,1.0,fp8,agg,1000,100,5,4,1,1,4,1,300,20\n"
                + "a/Model-X,h200,vllm,1.0,fp8,agg,1000,100,301,4,1,1,4,1,300,80\n");
        StepConfiguration one = data.configurations().get(0);
        assertThat(one.name()).isEqualTo("model-x-h200-vllm-1.0-fp8-tp4");
        assertThat(one.gpus()).isEqualTo(4);
        assertThat(one.range()).isEqualTo(new FittedRange(1100, 301, 1000, 1));
        assertThat(one.rows().get(0).steps())
                .containsExactly(new StepMix(0.96, 5, 5250, 0, 0, 0), new StepMix(0.04, 5, 5250, 1000, 500, 1));
        assertThat(one.rows().get(1).steps()).containsExactly(new StepMix(1, 301, 301 * 1050, 3000, 500, 3));
    }

    @Test
    void aBatchIsThatOfARank() throws Exception {
        StepData data = read(LATENCIES + "a/deepseek-r1,b200,trtllm,,fp4,agg,1000,100,16,1,1,8,1,8,100,20\n");
        StepConfiguration one = data.configurations().get(0);
        assertThat(one.name()).isEqualTo("deepseek-r1-b200-trtllm-fp4-tp1-ep8-dp8");
        assertThat(one.gpus()).isEqualTo(8);
        assertThat(one.range().ranks()).isEqualTo(8);
        assertThat(one.rows().get(0).level()).isEqualTo(128);
    }

    /** The second row repeats the first, the third waits 800 of 2800 ms, the fourth is of another mode and not read. */
    @Test
    void whatIsLeftOutIsSaid() throws Exception {
        String row = "a/m,h200,vllm,,fp8,agg,1000,100,5,4,1,1,4,1,300,20\n";
        StepData data = read(LATENCIES + row + row + "a/m,h200,vllm,,fp8,agg,1000,100,9,4,1,1,4,1,800,20\n"
                + "a/m,h200,vllm,,fp8,disagg,,,,,,,,,,\n");
        assertThat(data.configurations().get(0).rows()).hasSize(1);
        assertThat(data.notes())
                .containsExactly(
                        "left out: 1 row of another mode than agg",
                        "left out: 1 row repeated",
                        "left out: 1 row in which requests waited more than a quarter of their life for the first token");
    }

    @Test
    void gzip() throws Exception {
        Path file = folder.resolve("data.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((OWN + "16,32000,0,0,0,12.5\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(StepData.read(file, null).configurations().get(0).name()).isEqualTo("data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "16,x,0,0,0,12.5 | `:2: kv_tokens: need a number of at least 0, found 'x'`",
                "16,-1,0,0,0,12.5 | `:2: kv_tokens: need a number of at least 0, found '-1'`",
                "16,NaN,0,0,0,12.5 | `:2: kv_tokens: need a number of at least 0, found 'NaN'`",
                "16,1e999,0,0,0,12.5 | `:2: kv_tokens: need a number of at least 0, found '1e999'`",
                "16,,0,0,0,12.5 | `:2: kv_tokens: need a number of at least 0, found nothing`",
                "16,100,0,0,0 | `:2: step_ms: need a number of at least 0, found nothing`",
                "16,100,0,0,0,0 | `:2: step_ms: need a number above 0, found '0'`",
                "0,0,0,0,0,5 | `:2: batch: need decoding sequences or prefill tokens, found neither`",
                "0,0,64,32,0,5 | `:2: prefill_requests: need a number above 0 where tokens are prefilled`",
            })
    void aMistakeInARow(String row, String message) throws IOException {
        assertThat(complaints(OWN + row + "\n")).containsExactly(folder.resolve("data.csv") + message);
    }

    @Test
    void everyMistakeAtOnce() throws IOException {
        assertThat(complaints(OWN + "a,1,0,0,0,1\n1,1,0,0,0,1\n1,1,0,0,0,b\n"))
                .containsExactly(
                        folder.resolve("data.csv") + ":2: batch: need a number of at least 0, found 'a'",
                        folder.resolve("data.csv") + ":4: step_ms: need a number of at least 0, found 'b'");
        assertThat(complaints(KERNELS + ",8,1,1,1,1,0,0,0,1\np,8.5,1,1,1,1,0,0,0,1\n"))
                .containsExactly(
                        folder.resolve("data.csv") + ":2: profile: need a name, found nothing",
                        folder.resolve("data.csv") + ":3: gpus: need a whole number, found '8.5'");
    }

    @Test
    void aWrongHeader() throws IOException {
        assertThat(complaints("a,b\n1,2\n"))
                .singleElement()
                .asString()
                .contains("data.csv: need a header with step_ms");
        assertThat(complaints("batch,step_ms\n1,2\n"))
                .singleElement()
                .asString()
                .contains("data.csv:1: the header lacks kv_tokens, prefill_tokens,");
        assertThat(complaints(OWN.strip() + ",kv_token\n1,1,0,0,0,1,1\n"))
                .singleElement()
                .asString()
                .contains(":1: unknown column 'kv_token' — did you mean 'kv_tokens'?");
    }

    @Test
    void aFileThatIsNone() throws IOException {
        assertThat(complaints("")).singleElement().asString().endsWith("data.csv: need a header and rows");
        assertThat(complaints(OWN)).singleElement().asString().endsWith("data.csv: need a header and rows");
        Path file = folder.resolve("data.csv");
        Files.write(file, new byte[] {'a', (byte) 0xff, '\n', '1', '\n'});
        assertThat(complaints(file)).singleElement().asString().endsWith("data.csv: not UTF-8 text");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 3, 4});
        assertThat(complaints(file)).singleElement().asString().contains("data.csv: ");
        assertThat(complaints(folder)).singleElement().asString().endsWith(": a folder, not a file");
        assertThat(complaints(folder.resolve("none.csv")))
                .singleElement()
                .asString()
                .endsWith("none.csv: no such file");
    }

    private StepData read(String text) throws Exception {
        return StepData.read(Files.writeString(folder.resolve("data.csv"), text), null);
    }

    private List<String> complaints(String text) throws IOException {
        return complaints(Files.writeString(folder.resolve("data.csv"), text));
    }

    private static List<String> complaints(Path file) {
        ScenarioException thrown =
                Assertions.catchThrowableOfType(ScenarioException.class, () -> StepData.read(file, null));
        assertThat(thrown).isNotNull();
        return thrown.messages();
    }
}

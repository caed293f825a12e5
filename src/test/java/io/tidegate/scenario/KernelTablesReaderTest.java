package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelTablesReaderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        write("meta.yaml", "model: m\ngpu: g\nvllm_version: 1.2.3\nvariant: bf16\ntp_degrees: [1]\n");
        StringBuilder dense = new StringBuilder("layer,tokens,time_us\n");
        KernelTablesReader.DENSE.forEach(layer -> dense.append(layer).append(",1,2.5\n"));
        write("dense.csv", dense.toString());
        write("per_sequence.csv", "layer,sequences,time_us\nlm_head,1,9\nsampler,1,1e1\n");
        write("attention.csv", "prefill_chunk,kv_prefill,n_decode,kv_decode,time_us\n0,0,1,16,9.5\n16,0,0,0,8\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private List<String> mistakes() {
        ScenarioException bad = catchThrowableOfType(ScenarioException.class, () -> KernelTablesReader.read(folder));
        return bad.messages().stream()
                .map(line -> line.replace(folder.toString() + "/", ""))
                .toList();
    }

    @Test
    void readsTables() throws Exception {
        KernelTables tables = KernelTablesReader.read(folder);
        assertThat(KernelTablesReader.matches(folder)).isTrue();
        assertThat(tables.engine()).isEqualTo("vLLM 1.2.3");
        assertThat(tables.dense()).hasSize(9).contains(new KernelTables.LayerTime("act_fn", 1, 2.5));
        assertThat(tables.perSequence()).contains(new KernelTables.LayerTime("sampler", 1, 10));
        assertThat(tables.attention()).contains(new KernelTables.AttentionTime(0, 0, 1, 16, 9.5));
    }

    @Test
    void readsTheMeasuredTables() throws Exception {
        Path measured = Path.of("src/test/resources/io/tidegate/hardware-run/kernels");
        KernelTables tables = KernelTablesReader.read(measured);
        assertThat(tables.device()).isEqualTo("NVIDIA GeForce RTX 4090");
        assertThat(tables.dense()).hasSize(1368);
        assertThat(tables.perSequence()).hasSize(80);
        assertThat(tables.attention()).hasSize(8643);
    }

    @Test
    void namesEveryMistakeAndItsPlace() throws IOException {
        write(
                "per_sequence.csv",
                "layer,sequences,time_us\nlm_hed,1,9\nsampler,0,1\nsampler,2,-1\nsampler,3,1\nsampler,3,1\n");
        write("attention.csv", "prefill_chunk,kv_prefill,n_decode,kv_decode,time_us\n0,0,one,16,9.5\n");
        assertThat(mistakes())
                .contains(
                        "attention.csv:2:1: n_decode: need an integer, 0 or more, found 'one'",
                        "per_sequence.csv:3:1: sequences: need an integer, 1 or more, found '0'",
                        "per_sequence.csv:4:1: time_us: need microseconds above 0, found '-1'",
                        "per_sequence.csv:6:1: a second time of sampler at 3",
                        "per_sequence.csv: no times of lm_head")
                .anyMatch(line ->
                        line.startsWith("per_sequence.csv:2:1: unknown layer 'lm_hed' — did you mean 'lm_head'?"));
    }

    @Test
    void refusesWhatItCannotCompose() throws IOException {
        write("meta.yaml", "model: m\ngpu: g\nvariant: bf16\ntp_degrees: [2]\n");
        write("moe.csv", "tokens,activated_experts,time_us\n");
        assertThat(mistakes())
                .anyMatch(line -> line.endsWith("need 'vllm_version'"))
                .anyMatch(line -> line.contains("need times of one device"))
                .anyMatch(line -> line.contains("holds moe.csv; need the tables of a dense model"));
    }

    @Test
    void refusesATableWithOtherColumnsOrNone() throws IOException {
        write("dense.csv", "layer,tokens,ms\nact_fn,1,2\n");
        assertThat(mistakes()).containsExactly("dense.csv:2:1: need the columns layer, tokens, time_us");
        Files.delete(folder.resolve("dense.csv"));
        assertThat(mistakes()).anyMatch(line -> line.contains("dense.csv: cannot be read"));
    }
}

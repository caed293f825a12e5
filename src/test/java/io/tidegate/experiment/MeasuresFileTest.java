package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.measure.Replicates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of a run's measures is read again, and nothing else is. */
class MeasuresFileTest {
    @TempDir
    Path folder;

    private static MeasuresFile file() {
        RunHead.Span before = new RunHead.Span("before", "Before", "before", "", "2026-05-05T07:00", 1200);
        RunHead head = new RunHead(
                "tiny",
                "1",
                "c0de",
                "0".repeat(64),
                -7,
                1,
                2,
                5,
                2,
                "UTC",
                0.05,
                List.of("pro", "tier-1"),
                List.of(before));
        TreeMap<String, Replicates> values = new TreeMap<>();
        values.put("offered{phase=before}", Replicates.of(3, new double[] {1.0 / 3, 2}));
        values.put("p99(ttft){phase=before}", Replicates.of(Double.NaN, new double[] {Double.NaN, 1e-300}));
        return new MeasuresFile(head, new Measured(values, 12));
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        Path path = Files.writeString(folder.resolve("measures.json"), file().text());
        MeasuresFile again = MeasuresFile.read(path);

        assertThat(again.head()).isEqualTo(file().head());
        assertThat(again.text()).isEqualTo(file().text());
        assertThat(again.measured().get(MeasureName.parse("offered{phase=before}")))
                .extracting(Replicates::leftOut)
                .isEqualTo(new double[] {1.0 / 3, 2});
        assertThat(again.measured().requests()).isEqualTo(12);
    }

    @Test
    void aCutFileIsRefusedWhereverItIsCut() {
        String text = file().text().strip();
        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> MeasuresFile.parse("x/measures.json", cut))
                    .as(cut)
                    .isInstanceOf(ResultException.class)
                    .hasMessageStartingWith("x/measures.json: ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schema_version\":2 | \"schema_version\":1 | schema_version is 1, this program reads 2",
                "\"schema_version\":2 | \"version\":2 | schema_version is missing",
                "\"groups\":2 | \"groups\":3 | 'offered{phase=before}' has 2 groups, not 3",
                "\"groups\":2 | \"groups\":\"2\" | not the measures of a run",
                "\"groups\":2 | \"groups\":2,\"more\":1 | not the measures of a run",
                "\"groups\":2, | '' | not the measures of a run",
                "\"seed\":-7 | \"seed\":null | not the measures of a run",
                "\"seed\":-7 | \"seed\":-7,\"seed\":8 | not the measures of a run",
                "\"requests\":12 | \"requests\":-1 | 'requests' is less than 0",
                "[null,null,1.0E-300] | [] | is empty",
                "[null,null,1.0E-300] | 4 | is no list",
                "[null,null,1.0E-300] | [1,true,1] | has no numbers",
                "]}}} | ]},\"x\":1}} | more than 'requests' and 'values'",
                "]}}} | ]}}}{} | not the measures of a run",
                "\"measured\":{ | \"measured\":null,\"x\":{ | not the measures of a run",
            })
    void anotherFileIsRefused(String from, String to, String why) {
        String text = file().text().strip();
        assertThat(text).contains(from);
        assertThatThrownBy(() -> MeasuresFile.parse("a.json", text.replace(from, to)))
                .isInstanceOf(ResultException.class)
                .hasMessageStartingWith("a.json: ")
                .hasMessageContaining(why);
    }

    @Test
    void whatIsNoFileIsRefused() throws Exception {
        assertThatThrownBy(() -> MeasuresFile.read(folder))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("no such file");
        Path binary = Files.write(folder.resolve("b.json"), new byte[] {(byte) 0xff, 1});
        assertThatThrownBy(() -> MeasuresFile.read(binary))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("b.json: not the measures of a run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "busy",
                "p99(ttft)",
                "offered{plan=max-5x}",
                "p50(tpot){phase=after,plan=\"a, \\\"b\\\\}\",x=1.5}"
            })
    void namesAreReadAsTheyAreWritten(String name) {
        assertThat(MeasureName.parse(name)).hasToString(name);
    }

    @Test
    void anOddLabelKeepsItsValue() {
        MeasureName odd =
                MeasureName.of("p50", "ttft").with("plan", "a\",b=\\c}\n").with("z", "");
        assertThat(MeasureName.parse(odd.toString())).isEqualTo(odd);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a{", "a{}", "a{b}", "a{b=}", "a{b=1", "a{b=1,}", "a{c=1,b=1}", "a{b=\"c\"}", "a(b", "a{b=1}x"})
    void whatIsNoNameIsRefused(String text) {
        assertThatThrownBy(() -> MeasureName.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "a|b => a\\|b",
                "<script> => &lt;script>",
                "R&D => R&amp;D",
                "WINDOW_5H *x* `y` => WINDOW\\_5H \\*x\\* \\`y\\`",
                "[x](y) => \\[x\\](y)",
                "# head => \\# head",
                "- item => \\- item",
                "1. item => 1\\. item",
                "1.5 s => 1.5 s",
                "max-5x +6.6 (a) => max-5x +6.6 (a)"
            })
    void marksMeanThemselves(String text, String escaped) {
        assertThat(Markdown.escape(text)).isEqualTo(escaped);
    }

    @Test
    void lineBreaksCannotEndACell() {
        assertThat(Markdown.escape("a\r\nb")).isEqualTo("a  b");
    }

    @Test
    void thePageHoldsPicturesTablesAndAssumptions() {
        assertThat(Markdown.text(SmallRun.summary(), List.of()))
                .startsWith("# A small run\n\n- Scenario small, seed 42, tidegate 0.1.0.\n")
                .contains(
                        "](charts/load.png)",
                        "](charts/ttft.png)",
                        "](charts/denials.png)",
                        "](charts/queue-wait.png)",
                        "| pro | before | 12.0k | 11.8k | 200 | 1.66 ±0.20 % | 6.25 ±0.63 % | WINDOW\\_5H 6.25 % | 60 |",
                        "## Assumed inputs",
                        "| demand.plans.pro.users | 6.0 M | assumed: a\\|b |");
    }

    @Test
    void everyTableRowHasAsManyCellsAsItsHead() {
        int cells = 0;
        List<String> lines =
                Markdown.text(RunSummaries.peak(), List.of()).lines().toList();
        for (String line : lines) {
            int bars = line.replace("\\|", "").replaceAll("[^|]", "").length();
            if (bars == 0) {
                cells = 0;
            } else {
                assertThat(bars).as(line).isEqualTo(cells == 0 ? bars : cells);
                cells = bars;
            }
        }
    }
}

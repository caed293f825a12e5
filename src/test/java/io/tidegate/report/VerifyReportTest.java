package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.verify.Verdict;
import io.tidegate.experiment.verify.VerifyRow;
import io.tidegate.experiment.verify.VerifySummary;
import io.tidegate.experiment.verify.VerifyTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifyReportTest {
    private static final VerifyRow WAIT =
            new VerifyRow("M/D/1: mean wait, s", "load 0.8", 2, 2.00456, 0.0131, 0.0703, Verdict.HOLDS);
    private static final VerifyRow STEPS =
            new VerifyRow("steps", "one replica", 132_225, 132_224, Double.NaN, 0, Verdict.FAILS);
    private static final VerifyRow TIMES =
            new VerifyRow("time, s", "one replica", 0, Double.POSITIVE_INFINITY, Double.NaN, 1e-6, Verdict.FAILS);

    private static VerifySummary summary(int failed, VerifyRow... rows) {
        List<VerifyTable> tables = List.of(new VerifyTable("What", "Why.", List.of(rows)));
        return new VerifySummary("1.2", "quick", 7, 1e-4, rows.length, failed, tables);
    }

    @Test
    void showsEveryRowAndWhetherAllHold() {
        assertThat(VerifyReport.text(summary(2, WAIT, STEPS, TIMES))).isEqualTo("""
                WHAT
                Why.
                figure               where        expected   found  standard error  may differ by  verdict
                -------------------  -----------  --------  ------  --------------  -------------  -------
                M/D/1: mean wait, s  load 0.8       2.0000  2.0046           0.013          0.070  holds
                steps                one replica    132225  132224               –              0  FAILS
                time, s              one replica         0       –               –          1e-06  FAILS

                tidegate 1.2, verify --quick --seed 7: 2 of 3 rows fail. A right program fails one or more with probability 1e-04.
                """);
        assertThat(VerifyReport.text(summary(0, WAIT))).contains(": all 1 rows hold. ");
        assertThat(VerifyReport.text(summary(1, STEPS))).contains(": 1 of 1 rows fails. ");
    }

    @Test
    void jsonHasNullForWhatIsNotKnown() {
        assertThat(VerifyReport.json(summary(1, STEPS))).isEqualTo("""
                {
                  "version" : "1.2",
                  "effort" : "quick",
                  "seed" : 7,
                  "false_alarm" : 1.0E-4,
                  "rows" : 1,
                  "failed" : 1,
                  "tables" : [
                    {
                      "title" : "What",
                      "note" : "Why.",
                      "rows" : [
                        {
                          "what" : "steps",
                          "setting" : "one replica",
                          "expected" : 132225.0,
                          "found" : 132224.0,
                          "standard_error" : null,
                          "tolerance" : 0.0,
                          "verdict" : "FAILS"
                        }
                      ]
                    }
                  ]
                }
                """);
    }
}

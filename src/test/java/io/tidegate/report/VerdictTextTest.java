package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.Dimension;
import io.tidegate.experiment.expect.Outcome;
import io.tidegate.experiment.expect.Verdict;
import io.tidegate.experiment.expect.Verdict.Level;
import io.tidegate.measure.Estimate;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Verdicts as people, build servers and GitHub read them. */
class VerdictTextTest {
    private static final String ODD = "a & <b> \"c\" ]]> \u001b[2J\u0000\ud800\ufffe 5 %, x:y\r\n::error::z é𝄞\u202e";

    private static Verdict verdict(String name, Level level, Outcome outcome) {
        return verdict(name, level, outcome, new Estimate(6.1, 0.4, 5), new Estimate(1.1, 0.4, 5));
    }

    private static Verdict verdict(String name, Level level, Outcome outcome, Estimate value, Estimate difference) {
        return new Verdict(
                name,
                level,
                "scenarios/a,b.yaml",
                41,
                outcome,
                "p99(ttft).after < 5 s",
                "p99(ttft){phase=after}",
                value,
                "<",
                "5 s",
                false,
                new Estimate(5, 0, 5),
                difference,
                Dimension.TIME);
    }

    @Test
    void aLineSaysWhatWasFoundAndExpectedAndWhere() {
        assertThat(VerdictText.line(verdict("slo", Level.ERROR, Outcome.FAIL)))
                .isEqualTo("FAIL slo: p99(ttft){phase=after} is 6.10 ±0.40 s, expected < 5 s (scenarios/a,b.yaml:41)");
        assertThat(VerdictText.line(verdict("slo", Level.ERROR, Outcome.PASS)))
                .isEqualTo("PASS slo: p99(ttft){phase=after} is 6.10 ±0.40 s, expected < 5 s");
        assertThat(VerdictText.line(verdict("slo", Level.WARN, Outcome.UNDECIDED)))
                .isEqualTo("UNDECIDED slo (warn): p99(ttft){phase=after} is 6.10 ±0.40 s, expected < 5 s; the interval"
                        + " lies on both sides (scenarios/a,b.yaml:41)");
        assertThat(VerdictText.line(verdict(ODD, Level.ERROR, Outcome.FAIL))).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }

    @Test
    void aLineSaysWhyNothingIsDecided() {
        Estimate few = new Estimate(1, Double.NaN, 2);
        assertThat(VerdictText.sentence(verdict("a", Level.ERROR, Outcome.UNDECIDED, few, few)))
                .endsWith("; no interval (n=2): it takes five cells or replications");
        Estimate rare = new Estimate(1, Double.NaN, 5);
        assertThat(VerdictText.sentence(verdict("a", Level.ERROR, Outcome.UNDECIDED, rare, rare)))
                .endsWith("; no interval: too few observations");
        Estimate none = new Estimate(Double.NaN, Double.NaN, 5);
        assertThat(VerdictText.sentence(verdict("a", Level.ERROR, Outcome.NO_DATA, none, none)))
                .isEqualTo("p99(ttft){phase=after} is not known, expected < 5 s: too few observations");
    }

    @Test
    void aMeasuredBoundIsShownWithTheDifference() {
        Verdict relative = new Verdict(
                "half",
                Level.ERROR,
                "--expect",
                0,
                Outcome.PASS,
                "",
                "denied_share{phase=after}",
                new Estimate(0.031, 0.002, 5),
                "<",
                "0.5 * denied_share{phase=before}",
                true,
                new Estimate(0.04, 0.003, 5),
                new Estimate(-0.009, 0.001, 5),
                Dimension.SHARE);
        assertThat(VerdictText.line(relative))
                .isEqualTo("PASS half: denied_share{phase=after} is 3.10 ±0.20 %, expected < 0.5 *"
                        + " denied_share{phase=before}, which is 4.00 ±0.30 %; the difference is -0.90 ±0.10 points");
    }

    @Test
    void junitXmlIsReadByOthers() throws Exception {
        List<Verdict> verdicts = List.of(
                verdict(ODD, Level.ERROR, Outcome.FAIL),
                verdict("undecided", Level.ERROR, Outcome.UNDECIDED),
                verdict("data", Level.ERROR, Outcome.NO_DATA),
                verdict("warned", Level.WARN, Outcome.FAIL),
                verdict("fine", Level.ERROR, Outcome.PASS));
        Element suite = (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitXml.text("tiny", verdicts))))
                .getElementsByTagName("testsuite")
                .item(0);

        assertThat(suite.getAttribute("name")).isEqualTo("tiny");
        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("2");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        NodeList cases = suite.getElementsByTagName("testcase");
        Element first = (Element) cases.item(0);
        assertThat(first.getAttribute("name"))
                .isEqualTo("a & <b> \"c\" ]]> \\u001b[2J\\u0000\\ud800\\ufffe 5 %, x:y\r\n::error::z é𝄞\u202e");
        assertThat(first.getAttribute("file")).isEqualTo("scenarios/a,b.yaml");
        assertThat(first.getAttribute("line")).isEqualTo("41");
        assertThat(only(first, "failure").getAttribute("message"))
                .isEqualTo("p99(ttft){phase=after} is 6.10 ±0.40 s, expected < 5 s");
        assertThat(only((Element) cases.item(1), "error").getAttribute("type")).isEqualTo("undecided");
        assertThat(only((Element) cases.item(2), "error").getAttribute("type")).isEqualTo("no_data");
        assertThat(only((Element) cases.item(3), "skipped").getTextContent()).startsWith("FAIL warned (warn): ");
        assertThat(((Element) cases.item(4)).getElementsByTagName("*").getLength())
                .isZero();
    }

    private static Element only(Element testcase, String name) {
        assertThat(testcase.getElementsByTagName("*").getLength()).isEqualTo(1);
        return (Element) testcase.getElementsByTagName(name).item(0);
    }

    @ParameterizedTest
    @CsvSource({"ERROR, error", "WARN, warning"})
    void anAnnotationCannotBeEnded(Level level, String command) {
        assertThat(GitHubText.annotation(verdict(ODD, level, Outcome.FAIL).withFile("a,b:c%.yaml")))
                .isEqualTo("::" + command
                        + " file=a%2Cb%3Ac%25.yaml,line=41,title=FAIL a & <b> \"c\" ]]>  [2J \ud800\ufffe"
                        + " 5 %25%2C x%3Ay%0D%0A%3A%3Aerror%3A%3Az é𝄞 "
                        + "::p99(ttft){phase=after} is 6.10 ±0.40 s, expected < 5 s");
    }

    @Test
    void aStepsSummaryIsATable() {
        assertThat(GitHubText.stepSummary("# t", List.of(verdict("<b>|", Level.ERROR, Outcome.FAIL))))
                .isEqualTo("""
                    ## \\# t

                    ## Expectations

                    Passed: the whole 95 % interval is on the right side. Undecided: it lies on both sides, or there is none.

                    | verdict | expectation | level | found | where |
                    | --- | --- | --- | --- | --- |
                    | FAIL | &lt;b>\\| | error | p99(ttft)\\{phase=after\\} is 6.10 ±0.40 s, expected &lt; 5 s | scenarios/a,b.yaml:41 |

                    """);
    }
}

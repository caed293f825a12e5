package io.tidegate.experiment.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.experiment.MeasureName;
import io.tidegate.experiment.Measured;
import io.tidegate.experiment.Scope;
import io.tidegate.experiment.TextException;
import io.tidegate.measure.Replicates;
import io.tidegate.scenario.ExpectSpec;
import io.tidegate.scenario.Expectation;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What conditions mean, what is wrong with those that mean nothing, and how values decide them. */
class ConditionTest {
    private static final Scope TWO = new Scope(
            List.of("before", "after", "two-days-after"),
            List.of(),
            List.of("free", "pro", "max 5x, old"),
            List.of("tier-1"),
            List.of("sonnet"),
            List.of("home"),
            List.of("europe", "none"));
    private static final Scope ONE = new Scope(
            List.of("day"), List.of(), List.of("pro"), List.of(), List.of("sonnet"), List.of("home"), List.of());
    private static final Scope VARIED = new Scope(
            List.of("before", "after"),
            List.of("base", "small"),
            List.of("pro"),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "p99(ttft){plan=pro,phase=after} < 5 s | p99(ttft){phase=after,plan=pro} < 5 s",
                " p99 ( ttft ) { phase = after , plan = pro }<5s | p99(ttft){phase=after,plan=pro} < 5 s",
                "denied_share{reason=WINDOW_5H}.after < 0.5 * before | denied_share{phase=after,reason=WINDOW_5H} <"
                        + " 0.5 * denied_share{phase=before,reason=WINDOW_5H}",
                "p50(ttft){plan=pro}.after - p50(ttft){plan=pro}.before < 200 ms | p50(ttft){phase=after,plan=pro} -"
                        + " p50(ttft){phase=before,plan=pro} < 200 ms",
                "mean(tpot).after-mean(tpot).before<=-1 ms | mean(tpot){phase=after} - mean(tpot){phase=before} <= -1"
                        + " ms",
                "busy.two-days-after-busy.after < 3 % | busy{phase=two-days-after} - busy{phase=after} < 3 %",
                "3 % >= denied_share.after | denied_share{phase=after} <= 3 %",
                "-0.5*lost_share.after + 2 % > -1 * before - 3 | -0.5 * lost_share{phase=after} + 2 % > -1 *"
                        + " lost_share{phase=before} - 3",
                "offered.after > 1.5 M | offered{phase=after} > 1.5 M",
                "goodput.after > 2 M tok/s | goodput{phase=after} > 2 M tok/s",
                "power{site=home}.after < 300 MW | power{phase=after,site=home} < 300 MW",
                "tries_per_request{tier=tier-1}.after < 1.2 | tries_per_request{phase=after,tier=tier-1} < 1.2",
                "lockout{plan=max 5x, phase=after} < 2 * 30 min | needs the comma's quotes",
                "lockout{plan=\"max 5x, old\", phase=after} < 2 * 30 min | lockout{phase=after,plan=\"max 5x, old\"} <"
                        + " 2 * 30 min",
                "batch.after > 0 | batch{phase=after} > 0",
                "denied_share{region=europe, kind=chat}.after < 1 % | denied_share{kind=chat,phase=after,region=europe} <"
                        + " 1 %",
                "p90(ttft){region=none,kind=single,tier=tier-1}.after < 5 s |"
                        + " p90(ttft){kind=single,phase=after,region=none,tier=tier-1} < 5 s",
            })
    void isReadAs(String text, String canonical) throws TextException {
        if (canonical.startsWith("needs")) {
            assertThatThrownBy(() -> Condition.parse(text, TWO)).isInstanceOf(TextException.class);
            return;
        }
        Condition condition = Condition.parse(text, TWO);
        assertThat(condition.valueText() + " " + condition.operator() + " " + condition.boundText())
                .isEqualTo(canonical);
        assertThat(condition.text()).isEqualTo(text);
    }

    @Test
    void theOnlyPhaseNeedNotBeNamed() throws TextException {
        assertThat(Condition.parse("p99(ttft){plan=pro} < 5 s", ONE).valueText())
                .isEqualTo("p99(ttft){phase=day,plan=pro}");
    }

    @Test
    void aVariantIsNamedLikeAPhase() throws TextException {
        Condition condition = Condition.parse("p99(ttft).after.small < 1.1 * base", VARIED);
        assertThat(condition.boundText()).isEqualTo("1.1 * p99(ttft){phase=after,variant=base}");
        assertThat(condition.names())
                .containsExactly(
                        MeasureName.parse("p99(ttft){phase=after,variant=small}"),
                        MeasureName.parse("p99(ttft){phase=after,variant=base}"));
        assertThat(condition.about("after", "base")).isTrue();
        assertThat(condition.about("before", "base")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "p95(ttft).after < 5 s | 1 | need a measure, one of offered, served, | found 'p95' — did you mean 'p9",
                "denied_share.after < 2 * befor | 26 | one of before, after, two-days-after; found 'befor' | — did you"
                        + " mean 'before'?",
                "denied_share.aftr < 3 % | 14 | need a phase, one of before, after, two-days-after, found 'aftr' | —"
                        + " did you mean 'after'?",
                "denied_share < 3 % | 1 | say in which phase denied_share is meant, such as .before: one of before,"
                        + " after, two-days-after | ",
                "p99.after < 5 s | 1 | say of what: one of p99(queue_wait), p99(ttft), p99(tpot) | ",
                "p99(tfft).after < 5 s | 5 | need what p99 is of, one of queue_wait, ttft, tpot, found 'tfft' | did"
                        + " you mean 'ttft'?",
                "p99(ttft.after < 5 s | 9 | need ')' after p99(ttft, found '.after < 5 s' | ",
                "busy(ttft).after < 1 | 6 | busy is of nothing | ",
                "busy{plan=pro}.after < 1 | 6 | need a label of busy, one of model, phase, variant, found 'plan' | ",
                "p99(ttft){plan=pros}.after < 1 s | 16 | need a plan, one of free, pro, max 5x, old, found 'pros' |"
                        + " did you mean 'pro'?",
                "p99(ttft){plan pro}.after < 1 s | 16 | need '=' and a value after plan, found 'pro}.after < 1 s' | ",
                "p99(ttft){plan=pro.after < 1 s | 16 | need a plan | ",
                "p99(ttft){plan=pro | 19 | need ',' or '}' after a label, found the end | ",
                "p99(ttft){plan=pro,tier=tier-1}.after < 1 s | 20 | nothing is measured by plan and tier together | ",
                "p99(ttft){phase=after}.before < 1 s | 24 | a second phase, 'before' after 'after' | ",
                "p99(ttft){variant=x}.after < 1 s | 11 | the scenario has no variants | ",
                "denied_share{reason=window_5h}.after < 1 | 21 | need a reason, one of WINDOW_5H, | did you mean"
                        + " 'WINDOW_5H'?",
                "p99(ttft).after < 5 | 19 | needs a unit, one of us, ms, s, min, h, d | ",
                "p99(ttft).after < 5 % | 19 | unit '%' is not one of us, ms, s, min, h, d | ",
                "p99(ttft).after < 3 % + denied_share.after | 25 | cannot set denied_share (such as 22 %) against p99"
                        + " (such as 5 min) | ",
                "p99(ttft).after | 16 | need an operator, one of <, <=, >, >=, found the end | ",
                "p99(ttft).after == 3 s | 17 | need an operator | ",
                "p99(ttft).after < | 18 | need a measure, a phase or a number with its unit, found the end | ",
                "p99(ttft).after < 3 s; | 22 | need the end, '+' or '-', found ';' | ",
                "p99(ttft).after < 2 before | 21 | need an operator before 'before' | ",
                "p99(ttft).after + p50(ttft).after < before | 37 | 'before' stands for the measure of the other side,"
                        + " which has several | ",
                "before < 3 s + p99(ttft).before - after | 35 | 'after' stands for the measure of the other side,"
                        + " which has none | ",
                "3 s < 5 s | 1 | a condition needs a measured value | ",
                "`` | 1 | need a measure, a phase or a number with its unit, found the end | ",
            })
    void saysWhatIsWrongAndWhere(String text, int column, String what, String more) {
        TextException bad = catchThrowableOfType(TextException.class, () -> Condition.parse(text, TWO));
        assertThat(bad).as(text).isNotNull();
        assertThat(bad.getMessage()).contains(what).contains(more == null ? "" : more);
        assertThat(bad.column()).as(bad.getMessage()).isEqualTo(column);
    }

    @Test
    void anEndlessConditionIsRefused() {
        assertThatThrownBy(() -> Condition.parse("busy.after < 1" + " + 1".repeat(1000), TWO))
                .isInstanceOf(TextException.class)
                .hasMessageContaining("longer than");
    }

    /** A mean of five groups: half the interval is 2.776 standard errors, with four degrees of freedom. */
    private static Replicates mean(double... values) {
        return Replicates.mean(values);
    }

    private static Outcome outcome(String text, Replicates after, Replicates before) throws TextException {
        TreeMap<String, Replicates> values = new TreeMap<>();
        values.put("p99(ttft){phase=after}", after);
        values.put("p99(ttft){phase=before}", before);
        values.put("denied_share{phase=after}", after);
        return Condition.parse(text, TWO).outcome(new Measured(values, 1));
    }

    /** Five values of mean 3 and standard error √(2.5/5) = 0.7071: the interval is 3 ± 1.963. */
    @ParameterizedTest
    @CsvSource({
        "< 4.97 s, PASS",
        "< 4.95 s, UNDECIDED",
        "< 1.05 s, UNDECIDED",
        "< 1.03 s, FAIL",
        "> 1.03 s, PASS",
        "> 1.05 s, UNDECIDED",
        "> 4.95 s, UNDECIDED",
        "> 4.97 s, FAIL",
        "<= 4.97 s, PASS",
        ">= 4.97 s, FAIL"
    })
    void theWholeIntervalDecides(String rest, Outcome expected) throws TextException {
        Replicates five = mean(1, 2, 3, 4, 5);
        assertThat(outcome("p99(ttft).after " + rest, five, five)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"< 3 s, FAIL", "<= 3 s, PASS", "> 3 s, FAIL", ">= 3 s, PASS", "< 3.1 s, PASS", "> 3.1 s, FAIL"})
    void whatDoesNotVaryDecidesHoweverFewTheGroups(String rest, Outcome expected) throws TextException {
        assertThat(outcome("p99(ttft).after " + rest, mean(3, 3, 3, 3, 3), mean(3, 3, 3, 3, 3)))
                .isEqualTo(expected);
        assertThat(outcome("p99(ttft).after " + rest, mean(3, 3), mean(3, 3))).isEqualTo(expected);
        assertThat(outcome("p99(ttft).after " + rest, mean(3), mean(3))).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void withoutAnIntervalNothingIsDecided() throws TextException {
        assertThat(outcome("p99(ttft).after < 100 s", mean(1, 2, 3, 4), mean(1, 2, 3, 4)))
                .isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void whatIsNotKnownNeverPasses() throws TextException {
        Replicates unknown = Replicates.quantile(List.of(), 0.5);
        assertThat(outcome("p99(ttft).after < 100 s", unknown, unknown)).isEqualTo(Outcome.NO_DATA);
        assertThat(outcome("p99(ttft).after > 100 s", unknown, unknown)).isEqualTo(Outcome.NO_DATA);
        assertThat(outcome("p99(ttft).after < before", mean(1, 1, 1, 1, 1), mean(1, 1, 1, 1, Double.NaN)))
                .isEqualTo(Outcome.NO_DATA);
        assertThat(outcome("p99(tpot).after < 100 s", mean(1, 2), mean(1, 2))).isEqualTo(Outcome.NO_DATA);
    }

    /** Twice the cells vary by far more than they differ; the same people in both make the difference plain. */
    @Test
    void aDifferenceIsPaired() throws TextException {
        Replicates before = mean(1, 9, 17, 25, 33);
        Replicates after = mean(1.5, 9.6, 17.4, 25.5, 33.5);
        assertThat(outcome("p99(ttft).after > before", after, before)).isEqualTo(Outcome.PASS);
        assertThat(outcome("p99(ttft).after - p99(ttft).before < 0.7 s", after, before))
                .isEqualTo(Outcome.PASS);
        Replicates shuffled = mean(33, 1, 25, 9, 17);
        assertThat(outcome("p99(ttft).after > before", after, shuffled)).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void aRatioIsPaired() throws TextException {
        Replicates before = mean(10, 20, 30, 40, 50);
        Replicates after = mean(4.9, 9.9, 14.9, 19.9, 24.8);
        assertThat(outcome("p99(ttft).after < 0.5 * before", after, before)).isEqualTo(Outcome.PASS);
        assertThat(outcome("p99(ttft).after < 0.49 * before", after, before)).isEqualTo(Outcome.FAIL);
        assertThat(outcome("p99(ttft).after <= 1 * before", before, before)).isEqualTo(Outcome.PASS);
    }

    @Test
    void aReasonThatNeverOccurredRefusedNothing() throws TextException {
        Replicates some = mean(0.1, 0.2, 0.1, 0.2, 0.1);
        assertThat(outcome("denied_share{reason=SPEND}.after < 0.1 %", some, some))
                .isEqualTo(Outcome.PASS);
        assertThat(outcome("denied_share{reason=SPEND}.after < 0.1 %", mean(), mean()))
                .isEqualTo(Outcome.NO_DATA);
    }

    private static Measured batches(double... groups) {
        TreeMap<String, Replicates> values = new TreeMap<>();
        values.put("batch{phase=after}", Replicates.mean(groups));
        return new Measured(values, 1);
    }

    /**
     * Two replications of three groups: means 2 and 4, each with a variance of 1/3, so that half of the interval of their mean 3 is
     * t(4)·√(2/3)/2 = 1.1335. Either alone has too few groups for one.
     */
    @ParameterizedTest
    @CsvSource({"< 4.14, PASS", "< 4.13, UNDECIDED", "< 1.87, UNDECIDED", "< 1.86, FAIL", "> 1.86, PASS", "> 4.14, FAIL"
    })
    void replicationsAreTakenTogether(String rest, Outcome expected) throws Exception {
        Condition condition = Condition.parse("batch.after " + rest, TWO);
        List<Measured> both = List.of(batches(1, 2, 3), batches(3, 4, 5));
        assertThat(condition.outcome(both)).isEqualTo(expected);
        assertThat(both).extracting(condition::outcome).containsOnly(Outcome.UNDECIDED);

        Expectation written =
                new Expectation(new ExpectSpec("name", "batch.after " + rest, ExpectSpec.Level.WARN), "file.yaml", 7);
        Expectations expectations = Expectations.of(List.of(written), TWO);
        assertThat(expectations.written()).containsExactly(written);
        assertThat(expectations.verdicts(both)).singleElement().satisfies(verdict -> {
            assertThat(verdict.outcome()).isEqualTo(expected);
            assertThat(verdict.level()).isEqualTo(Verdict.Level.WARN);
            assertThat(verdict.value().value()).isEqualTo(3);
            assertThat(verdict.value().halfWidth()).isCloseTo(1.1335, within(1e-4));
            assertThat(verdict.place()).isEqualTo("file.yaml:7");
        });
    }

    @Test
    void whatDoesNotVaryBetweenReplicationsDecidesToo() throws TextException {
        Condition condition = Condition.parse("batch.after < 3", TWO);
        assertThat(condition.outcome(List.of(batches(2, 2), batches(2, 2)))).isEqualTo(Outcome.PASS);
        assertThat(condition.outcome(List.of(batches(2, 2), batches(2.5, 2.5)))).isEqualTo(Outcome.UNDECIDED);
        assertThat(condition.outcome(List.of(batches(2, 2), new Measured(new TreeMap<>(), 1))))
                .isEqualTo(Outcome.NO_DATA);
    }

    /** What was read once with all names is read again where only phases and variants are known, as in a part of a sweep. */
    @Test
    void aConditionIsReadAgainWithoutTheNamesOfItsScenario() throws TextException {
        Scope places = Scope.ofPlaces(TWO.phases(), TWO.variants());
        String text = "denied_share{plan=\"max 5x, old\",reason=WINDOW_5H}.after < 0.5 * before";
        Condition whole = Condition.parse(text, TWO);
        Condition again = Condition.parse(text, places);
        assertThat(again.names()).isEqualTo(whole.names());
        assertThat(again.boundText()).isEqualTo(whole.boundText());
        assertThatThrownBy(() -> Condition.parse("batch.noon < 3", places)).isInstanceOf(TextException.class);
    }
}

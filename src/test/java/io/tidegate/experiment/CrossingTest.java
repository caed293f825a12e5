package io.tidegate.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.tidegate.experiment.expect.Condition;
import io.tidegate.fleet.CellOutcome;
import io.tidegate.fleet.PartCounts;
import io.tidegate.limits.Denial;
import io.tidegate.measure.Estimate;
import io.tidegate.measure.Replicates;
import io.tidegate.report.BreakdownCsv;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import io.tidegate.workload.SessionKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Five cells in one phase of 1200 s: a plan's chats from two regions and coding from one, and a tier's single requests and batch jobs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossingTest {
    private static final int PRO = FiveCells.PRO;
    private static final int TIER_1 = FiveCells.TIER_1;
    private static final int EUROPE = 0;
    private static final int US_EAST = 1;
    private static final int NOWHERE = 2;

    private LoadedScenario loaded;
    private Scope scope;
    private Measured measured;

    @BeforeAll
    void measure() throws ScenarioException {
        loaded = ScenarioLoader.load(Path.of("scenarios", "tiny.yaml"), List.of());
        scope = Scope.of(loaded);
        measured = FiveCells.measured(loaded, CrossingTest::write);
    }

    private static void write(CellOutcome out, int phase, int g) {
        if (phase > 0) {
            return;
        }
        PartCounts chat = part(out, PRO, EUROPE, SessionKind.CHAT, 100, 150, 80);
        chat.denied[Denial.WEEKLY.code()] = 30L + g;
        chat.denied[Denial.WINDOW_5H.code()] = 10;
        chat.lost = 5;
        chat.abandoned = 2;
        chat.good = 70;
        chat.inputTokens = 4000;
        chat.cachedTokens = 1000;
        chat.outputTokens = 1000;
        chat.goodTokens = 800;
        chat.wastedTokens = 50;
        for (int i = 0; i < 300; i++) {
            chat.ttft.record(i < 250 ? 1 : 3);
        }
        part(out, PRO, US_EAST, SessionKind.CHAT, 50, 50, 50);
        part(out, PRO, EUROPE, SessionKind.CODING, 10 * (g + 1), 10 * (g + 1), 10);
        part(out, TIER_1, NOWHERE, SessionKind.STREAM, 20, 40, 20).denied[Denial.RPM.code()] = 20;
        part(out, TIER_1, NOWHERE, SessionKind.BATCH, 1000, 1000, 900);
    }

    private static PartCounts part(
            CellOutcome out, int population, int region, SessionKind kind, int offered, int tries, int served) {
        PartCounts part = out.breakdown.of(population, region, kind.ordinal());
        part.offered = offered;
        part.tries = tries;
        part.served = served;
        return part;
    }

    private Replicates get(String name) throws TextException {
        MeasureName read = MeasureReader.read(name, scope::values);
        return Objects.requireNonNull(measured.get(read.with("phase", "before")), name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "offered{plan=pro,region=europe,kind=chat} | 500",
                "offered{plan=pro,region=europe} | 650",
                "offered{plan=pro,kind=chat} | 750",
                "offered{region=europe} | 650",
                "offered{kind=coding} | 150",
                "offered{tier=tier-1,region=none} | 100",
                "offered{kind=batch} | 5000",
                "offered{plan=free,kind=chat} | 0",
                "served{kind=chat,region=us-east} | 250",
                "attempts{kind=single} | 200",
                "lost{plan=pro,region=europe} | 25",
                "denied_share{plan=pro,region=europe,kind=chat} | 0.28",
                "denied_share{plan=pro,region=europe,kind=chat,reason=WINDOW_5H} | 0.06666666666666667",
                "denied_share{plan=pro,region=europe,kind=chat,reason=RPM} | 0",
                "denied_share{region=us-east} | 0",
                "denied_share{region=none} | 0.5",
                "lost_share{plan=pro,kind=chat} | 0.03333333333333333",
                "abandoned_share{region=europe,kind=chat} | 0.02",
                "cached_share{region=europe} | 0.25",
                "tries_per_request{kind=single} | 2",
                "tries_per_request{kind=batch,tier=tier-1} | 1",
                "good_share{plan=pro,region=europe,kind=chat} | 0.8",
                "goodput{plan=pro,region=europe,kind=chat} | 3.3333333333333335",
            })
    void valuesAreThoseOfSums(String name, double value) throws TextException {
        assertThat(get(name).value()).isCloseTo(value, within(1e-12));
    }

    /**
     * 40 + g of 150 are refused in cell g of five. Without it (170 − g)/600 are, so the variance is 4/5 · 10/600², and Student's 97.5 %
     * point of four degrees of freedom is 2.776445.
     */
    @Test
    void anIntervalComesFromLeavingOutEachCell() throws TextException {
        Estimate estimate =
                get("denied_share{plan=pro,region=europe,kind=chat}").estimate();
        assertThat(estimate.halfWidth()).isCloseTo(2.776445 * Math.sqrt(8) / 600, within(1e-7));
        assertThat(estimate.n()).isEqualTo(5);
    }

    /** Five sixths of 1500 take a second and the rest three; fewer than 100 lie beyond the 99th percentile. */
    @Test
    void timesAreThoseOfWholeCombinations() throws TextException {
        assertThat(get("p50(ttft){plan=pro,region=europe,kind=chat}").value()).isCloseTo(1, within(0.01));
        assertThat(get("p90(ttft){plan=pro,region=europe,kind=chat}").value()).isCloseTo(3, within(0.03));
        assertThat(get("mean(ttft){plan=pro,region=europe,kind=chat}").value()).isCloseTo(4.0 / 3, within(0.01));
        assertThat(measured.get(MeasureName.parse("p99(ttft){kind=chat,phase=before,plan=pro,region=europe}")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "denied_share{plan=pro,region=europe,kind=chat}.before < 35 % | PASS",
                "denied_share{plan=pro,region=europe,kind=chat}.before < 25 % | FAIL",
                "denied_share{plan=pro,region=europe,kind=chat}.before < 28.5 % | UNDECIDED",
                "denied_share{plan=pro,region=europe,kind=chat}.before < 3 * denied_share{region=us-east}.before | FAIL",
                "denied_share{plan=free,region=europe,kind=chat}.before < 35 % | NO_DATA",
                "denied_share{plan=pro,region=europe,kind=chat}.after < 35 % | NO_DATA",
                "denied_share{plan=pro,region=us-east,kind=chat,reason=SPEND}.before <= 0 % | PASS",
                "p90(ttft){plan=pro,region=europe,kind=chat}.before < 5 s | PASS",
                "p99(ttft){plan=pro,region=europe,kind=chat}.before < 5 s | NO_DATA",
                "p50(ttft){plan=pro,region=us-east,kind=chat}.before < 5 s | NO_DATA",
                "goodput{plan=pro,region=europe}.before > 3 tok/s | PASS",
            })
    void expectationsDecide(String condition, String outcome) throws TextException {
        assertThat(Condition.parse(condition, scope).outcome(measured)).hasToString(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "utilisation{region=europe}.before < 1 | 13 | need a label of utilisation, one of model, phase",
                "cut_sessions{plan=pro,kind=chat}.before < 1 | 23 | need a label of cut_sessions, one of plan, tier",
                "denied_share{region=mars}.before < 1 | 21 | need a region, one of europe, us-east, none, found 'mars'",
                "denied_share{kind=chats}.before < 1 | 19 | did you mean 'chat'?",
                "p90(ttft){region=europe}.before < 1 s | 1 | p90(ttft) by region or kind needs all three of plan or tier",
                "p90(ttft){plan=pro,kind=chat}.before < 1 s | 1 | quantiles of parts do not add up",
                "p90(queue_wait){plan=pro,region=europe,kind=chat}.before < 1 s | 1 | queue_wait is not measured by region",
                "p90(ttft){model=sonnet,kind=chat}.before < 1 s | 24 | nothing is measured by model and kind together",
            })
    void whatIsNotCountedIsRefused(String condition, int column, String message) {
        assertThatThrownBy(() -> Condition.parse(condition, scope))
                .isInstanceOfSatisfying(
                        TextException.class,
                        bad -> assertThat(bad.column()).as(bad.getMessage()).isEqualTo(column))
                .hasMessageContaining(message);
    }

    @Test
    void everyNameOfAValueCanBeRead() throws TextException {
        Map<MeasureName, Replicates> all = measured.crossing().all(name -> true);
        for (MeasureName name : all.keySet()) {
            assertThat(MeasureReader.read(name.toString(), scope::values)).isEqualTo(name);
            assertThat(measured.get(name)).as(name.toString()).isNotNull();
        }
        // By plan or tier and not: 2 regions + 2 kinds + 3 of both; none, single, both; batch, and both.
        int places = 2 * (2 + 2 + 3 + 3 + 2);
        // Two reasons of the plan's chats at 6 places, the tier's at 6; three times of one combination.
        assertThat(all).hasSize(places * Crossing.MEASURES.size() + 2 * 6 + 6 + 3);
        assertThat(all.keySet()).allMatch(name -> "before".equals(name.labels().get("phase")));
    }

    @Test
    void whatIsListedByRegionAndKindIsWorkedOut() {
        assertThat(Measures.all())
                .filteredOn(
                        each -> each.of().isEmpty() && each.labels().stream().anyMatch(Crossing.LABELS::contains))
                .extracting(MeasureInfo::measure)
                .containsExactlyElementsOf(Crossing.MEASURES);
    }

    @Test
    void isReadFromJsonAsItWasWritten() throws TextException {
        String text = MeasuredJson.write(measured);
        Measured again = MeasuredJson.read(text);
        assertThat(MeasuredJson.write(again)).isEqualTo(text);
        assertThat(again.crossing().all(name -> true).keySet())
                .isEqualTo(measured.crossing().all(name -> true).keySet());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "\"cells\":[1,1,1,1,1] > \"cells\":[1,1,1,1]",
                "\"offered\":[100,100,100,100,100] > \"offered\":[100,100,100,100]",
                "\"offered\":[100,100,100,100,100] > \"offered\":[100,100,100,100,0.5]",
                "\"offered\":[100,100,100,100,100] > \"offered\":7",
                "\"plan\":\"pro\" > \"who\":\"pro\"",
                "\"region\":\"europe\" > \"region\":1",
                "\"seconds\":1200.0 > \"seconds\":\"long\"",
                "{\"phase\":\"{phase=before}\" > {\"phase\":\"before\"",
                "\"crossing\":[{ > \"crossing\":[7,{",
                "\"crossing\":[{ > \"crosing\":[{",
            })
    void whatIsNoCrossingIsRefused(String written, String instead) {
        String text = MeasuredJson.write(measured);
        assertThat(text).contains(written);
        assertThatThrownBy(() -> MeasuredJson.read(text.replace(written, instead)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFileHasALineForEveryCombinationAndSaysTheSame() throws Exception {
        List<String> lines = new ArrayList<>();
        Set<String> columns = new HashSet<>();
        try (CsvReader<NamedCsvRecord> in = CsvReader.builder().ofNamedCsvRecord(BreakdownCsv.text(measured))) {
            for (NamedCsvRecord row : in) {
                lines.add(String.join(" ", row.getFields().subList(0, 6)));
                String who = row.getField("plan").isEmpty()
                        ? "tier=" + row.getField("tier")
                        : "plan=" + row.getField("plan");
                String labels = "{" + who + ",region=" + row.getField("region") + ",kind=" + row.getField("kind") + "}";
                for (String measure : Crossing.MEASURES) {
                    boolean scaled = measure.equals("offered")
                            || measure.equals("served")
                            || measure.equals("lost")
                            || measure.equals("attempts");
                    assertSame(
                            row,
                            scaled ? "fleet_" + measure : measure,
                            get(measure + labels).estimate());
                }
                columns.addAll(row.getHeader());
            }
        }
        assertThat(lines)
                .containsExactly(
                        "before  pro  europe chat",
                        "before  pro  europe coding",
                        "before  pro  us-east chat",
                        "before   tier-1 none single",
                        "before   tier-1 none batch");
        assertThat(columns).contains("denied_SPEND", "denied_share_WEEKLY_half_width", "ttft_p90_half_width");
    }

    private static void assertSame(NamedCsvRecord row, String column, Estimate value) {
        List<Double> found = List.of(number(row.getField(column)), number(row.getField(column + "_half_width")));
        assertThat(found).as(column).containsExactly(value.value(), value.halfWidth());
    }

    private static double number(String text) {
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    @Test
    void countsOfTheFileAreThoseOfTheSimulatedCells() throws Exception {
        try (CsvReader<NamedCsvRecord> in = CsvReader.builder().ofNamedCsvRecord(BreakdownCsv.text(measured))) {
            NamedCsvRecord chat = in.iterator().next();
            assertThat(List.of("offered", "tries", "lost", "abandoned", "good_requests", "wasted_tokens"))
                    .extracting(chat::getField)
                    .containsExactly("500", "750", "25", "10", "350", "250");
            assertThat(List.of("denied_WEEKLY", "denied_WINDOW_5H", "denied_RPM", "goodput", "ttft_p99"))
                    .extracting(chat::getField)
                    .containsExactly("160", "50", "0", "3.333333333333333", "");
        }
    }

    /** Of what a small run measured, all parts of a plan or tier together are what is measured of it on its own, to the last bit. */
    @Test
    void partsAddUpToTheWholeWhateverTheThreads() throws Exception {
        LoadedScenario small = ScenarioLoader.load(
                Path.of("scenarios", "tiny.yaml"),
                List.of(
                        "run.warm-up=1 min",
                        "run.pre-roll=1 d",
                        "demand.plans.free.users=1000",
                        "demand.api.requests=1 M",
                        "phases.before.length=2 min",
                        "phases.after.length=2 min"));
        Measured once =
                new Experiment(small, 1, (done, tasks, requests) -> {}).run().measured();
        Measured twice =
                new Experiment(small, 2, (done, tasks, requests) -> {}).run().measured();
        assertThat(MeasuredJson.write(twice)).isEqualTo(MeasuredJson.write(once));
        assertThat(BreakdownCsv.text(twice)).isEqualTo(BreakdownCsv.text(once));
        int compared = 0;
        for (Map.Entry<String, Replicates> each : once.values().entrySet()) {
            MeasureName name = MeasureName.parse(each.getKey());
            if (Crossing.MEASURES.contains(name.measure())) {
                Replicates sum = Objects.requireNonNull(once.crossing().get(name));
                assertThat(sum.value())
                        .as(each.getKey())
                        .isEqualTo(each.getValue().value());
                assertThat(sum.leftOut())
                        .as(each.getKey())
                        .isEqualTo(each.getValue().leftOut());
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(2 * 6 * Crossing.MEASURES.size());
    }
}

package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests by plan or tier, region and kind together as a user meets them, on the shipped tiny scenario, shortened. */
class BreakdownContractTest {
    private static final String CROSSED = "denied_share{tier=negotiated,region=none,kind=single}";

    @TempDir
    Path folder;

    @Test
    void aRunWritesItHoldsExpectationsAgainstItAndComparesIt() throws Exception {
        Path report = folder.resolve("report");
        Cli run = Cli.runShort(
                "--out=" + report,
                "--expect=offered{plan=pro,region=us-east,kind=chat}.after > 0.5",
                "--expect=" + CROSSED + ".after > 99 %",
                "--expect=abandoned_share{plan=free,region=europe,kind=coding}.after < 1 %");
        assertThat(run.code()).as(run.err()).isEqualTo(Main.EXPECTATION_FAILED);
        assertThat(run.outLines().get(0))
                .startsWith("PASS --expect 1: offered{kind=chat,phase=after,plan=pro,region=us-east} is ");
        assertThat(run.outLines().get(1))
                .startsWith("FAIL --expect 2: denied_share{kind=single,phase=after,region=none,tier=negotiated} is ");
        assertThat(run.outLines().get(2)).startsWith("NO DATA --expect 3: abandoned_share{");

        List<String> combinations = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> in =
                CsvReader.builder().ofNamedCsvRecord(Files.readString(report.resolve("breakdown.csv")))) {
            in.forEach(row -> combinations.add(String.join(" ", row.getFields().subList(0, 6))));
        }
        assertThat(combinations)
                .contains(
                        "before  pro  europe coding", "after   negotiated us-east agent", "after   tier-1 none single")
                .doesNotHaveDuplicates();
        assertThat(combinations.indexOf("before   negotiated none single"))
                .isLessThan(combinations.indexOf("after  pro  europe chat"));

        String before = Files.readString(report.resolve("breakdown.csv"));
        assertThat(Cli.run("report", report.toString()).code()).isZero();
        assertThat(report.resolve("breakdown.csv")).hasContent(before);

        Cli diff = Cli.run(
                "diff",
                report.toString(),
                report.toString(),
                "--measure=denied_share{tier=*,region=*,kind=single}",
                "--format=json");
        assertThat(diff.code()).as(diff.err()).isZero();
        assertThat(diff.out())
                .contains(
                        "denied_share{kind=single,phase=after,region=none,tier=negotiated}",
                        "denied_share{kind=single,phase=before,region=none,tier=tier-1}")
                .doesNotContain("kind=chat");
    }

    @Test
    void whatIsNotCountedIsRefusedBeforeAnythingIsSimulated() throws Exception {
        Cli run = Cli.runShort(
                "--out=" + folder.resolve("report"),
                "--expect=p90(queue_wait){region=europe,plan=pro,kind=chat}.after < 1 s");
        assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(run.err()).contains("--expect: queue_wait is not measured by region and kind; ttft is");
        assertThat(folder.resolve("report")).doesNotExist();
    }

    /** Of all values by region or kind a sweep's table has those that were asked for. */
    @Test
    void aSweepHasWhatWasAskedFor() throws Exception {
        List<String> args = new ArrayList<>(List.of("sweep", Cli.TINY, "--out=" + folder.resolve("sweep")));
        args.addAll(Cli.SHORT);
        args.addAll(List.of("--set=run.cells=1", "--vary=supply.efficiency=1,1.2", "--measure=" + CROSSED));
        Cli sweep = Cli.run(args.toArray(String[]::new));
        assertThat(sweep.code()).as(sweep.err()).isZero();
        String header = Files.readAllLines(folder.resolve("sweep/results.csv")).get(0);
        assertThat(header)
                .contains(
                        "denied_share{kind=single,phase=before,region=none,tier=negotiated}",
                        "denied_share{phase=after}")
                .doesNotContain("kind=chat", "region=europe");
        assertThat(Files.readString(folder.resolve("sweep/dictionary.csv")))
                .contains("kind=single,phase=after,region=none");
    }
}

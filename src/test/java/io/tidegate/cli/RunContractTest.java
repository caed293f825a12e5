package io.tidegate.cli;

import static io.tidegate.cli.Cli.runShort;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.RunSummary;
import io.tidegate.report.SummaryJson;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} and {@code report} as a user meets them, on the shipped tiny scenario, shortened. */
class RunContractTest {
    private static final List<String> REPORT = List.of(
            "breakdown.csv",
            "charts",
            "charts/denials.png",
            "charts/fairness.png",
            "charts/load.png",
            "charts/queue-wait.png",
            "charts/ttft.png",
            "charts/what-binds.png",
            "charts/who-is-limited.png",
            "manifest.json",
            "measures.json",
            "scenario.resolved.yaml",
            "summary.json",
            "summary.md",
            "timeseries.csv");

    @TempDir
    Path folder;

    @Test
    void resultsGoToStdoutProgressToStderrAndTheReportToItsFolder() throws Exception {
        Path target = folder.resolve("new/report");
        Cli run = runShort("--set=title=a\u202Eb", "--out", target.toString());

        assertThat(run.code()).isZero();
        List<String> headings = List.of(
                "a b",
                "REQUESTS BY PLAN AND TIER",
                "LATENCY BY PLAN AND TIER",
                "MODEL CLASSES",
                "LATENCY BY MODEL CLASS",
                "SITES",
                "CHANGES BETWEEN PHASES",
                "PUBLISHED FIGURES BESIDE THE SIMULATED",
                "WARNINGS");
        assertThat(run.outLines()).containsSubsequence(headings);
        assertThat(run.out()).endsWith("\nReport: " + target.toUri() + "\n");
        assertThat(run.out().replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        assertThat(run.err())
                .matches("(?s).*simulated \\d+ requests in \\d+\\.\\d s, \\d+ requests per core-second\n")
                .doesNotContain("requests by plan");
        assertThat(Cli.tree(folder.resolve("new"))).first().isEqualTo("report");
        assertThat(Cli.tree(target)).isEqualTo(REPORT);
    }

    /** Also: what {@code run} printed and wrote, {@code report} prints and writes again from the folder alone. */
    @Test
    void resultsDependOnTheSeedNotOnThreads() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Path third = folder.resolve("third");
        Cli one = runShort("--threads", "1", "--cells", "2", "--out", first.toString());
        Cli two = runShort("--threads", "2", "--cells", "2", "--out", second.toString());
        Cli other = runShort("--seed", "-77", "--cells", "2", "--out", third.toString());

        assertThat(List.of(one.code(), two.code(), other.code())).containsOnly(0);
        assertThat(tables(two)).isEqualTo(tables(one));
        assertThat(tables(other)).isNotEqualTo(tables(one));
        for (String file : REPORT) {
            if (!file.equals("charts")) {
                assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
            }
        }

        Files.delete(second.resolve("charts/load.png"));
        Files.delete(second.resolve("summary.md"));
        Cli again = Cli.run("report", second.toString());
        assertThat(again.code()).isZero();
        assertThat(again.err()).isEmpty();
        assertThat(tables(again)).isEqualTo(tables(one));
        assertThat(Cli.tree(second)).isEqualTo(REPORT);
        assertThat(second.resolve("summary.md")).hasSameBinaryContentAs(first.resolve("summary.md"));
        assertThat(second.resolve("manifest.json")).hasSameBinaryContentAs(first.resolve("manifest.json"));
    }

    @Test
    void theResolvedScenarioRunsToTheSameResults() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        runShort("--seed", "5", "--cells", "1", "--out", first.toString());
        Cli again = Cli.run("run", first.resolve("scenario.resolved.yaml").toString(), "--out", second.toString());

        assertThat(again.code()).isZero();
        for (String file : List.of("timeseries.csv", "charts/ttft.png", "charts/denials.png")) {
            assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
        }
        // Only the places differ at which values were written.
        assertThat(hash(second)).isEqualTo(hash(first));
    }

    @Test
    void theResolvedVariantsRunToTheSameResults() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        runShort(
                "--set=variants=[{name: base, label: Base}, {name: small, label: Small, set: {supply.pools.home-haiku.replicas: 25}}]",
                "--cells=1",
                "--out",
                first.toString());
        Cli again = Cli.run("run", first.resolve("scenario.resolved.yaml").toString(), "--out", second.toString());

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(SummaryJson.read(second.resolve("summary.json")).phases())
                .extracting(phase -> phase.name())
                .containsExactly("before-base", "before-small", "after-base", "after-small");
        assertThat(second.resolve("timeseries.csv")).hasSameBinaryContentAs(first.resolve("timeseries.csv"));
        assertThat(hash(second)).isEqualTo(hash(first));
    }

    @Test
    void optionsReachTheRun() throws Exception {
        Path target = folder.resolve("report");
        Cli run = runShort(
                "--cells=ALL", "--replications=2", "--seed=9", "--set=run.fleet-cells=4", "--out", target.toString());

        assertThat(run.code()).as(run.err()).isZero();
        RunSummary summary = SummaryJson.read(target.resolve("summary.json"));
        assertThat(summary.seed()).isEqualTo(9);
        assertThat(summary.cells()).isEqualTo(4);
        assertThat(summary.fleetCells()).isEqualTo(4);
        assertThat(summary.replications()).isEqualTo(2);
    }

    /** Half the reference share means a fleet twice as large: ten cells, not five. */
    @Test
    void allCellsAreThoseOfTheFleetUnderItsInjectionShare() throws Exception {
        Path target = folder.resolve("report");
        Cli run = runShort("--set=injection-share=12.5%", "--cells=all", "--out", target.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(SummaryJson.read(target.resolve("summary.json")).cells()).isEqualTo(10);
    }

    @Test
    void theDefaultFolderIsNamedForTheScenarioAndReplaced() throws Exception {
        Path target = Path.of("target/tidegate/contract-of-the-default-folder");
        try {
            String name = "--set=name=" + target.getFileName();
            assertThat(runShort(name, "--cells=1", "--seed=1").code()).isZero();
            Files.writeString(target.resolve("stale"), "");
            assertThat(runShort(name, "--cells=1", "--seed=2").code()).isZero();

            assertThat(Cli.tree(target)).isEqualTo(REPORT);
            assertThat(SummaryJson.read(target.resolve("summary.json")).seed()).isEqualTo(2);
        } finally {
            delete(target);
        }
    }

    /** The run that is refused would simulate every request of three whole days: it cannot have begun. */
    @Test
    void aFullFolderIsRefusedBeforeAnythingIsSimulated() throws Exception {
        Path target = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(target.resolve("thesis.txt"), "years");
        String[] run = {"run", "scenarios/capacity-injection-day.yaml", "--cells=all", "--out", target.toString()};

        assertThat(Cli.run(run))
                .isEqualTo(new Cli(
                        2, "", target + " is not empty; choose another folder, or replace it with --overwrite\n"));
        assertThat(Cli.run(run[0], run[1], run[2], run[3], run[4], "--overwrite"))
                .isEqualTo(new Cli(
                        2,
                        "",
                        target + " holds no report, so --overwrite does not replace it; choose another folder\n"));
        Path file = target.resolve("thesis.txt");
        assertThat(Cli.run(run[0], run[1], run[2], run[3], file + "/report"))
                .isEqualTo(new Cli(2, "", file + "/report cannot be made: " + file + " is a file\n"));
        assertThat(Cli.tree(folder)).containsExactly("mine", "mine/thesis.txt");
        assertThat(file).hasContent("years");
    }

    @Test
    void anOldReportIsReplacedOnlyWhenAsked() throws Exception {
        String target = folder.resolve("report").toString();
        assertThat(runShort("--cells=1", "--out", target).code()).isZero();
        assertThat(runShort("--cells=1", "--seed=8", "--out", target).code()).isEqualTo(2);
        assertThat(SummaryJson.read(Path.of(target, "summary.json")).seed()).isEqualTo(1);
        assertThat(runShort("--cells=1", "--seed=8", "--out", target, "--overwrite")
                        .code())
                .isZero();
        assertThat(SummaryJson.read(Path.of(target, "summary.json")).seed()).isEqualTo(8);
        assertThat(Cli.tree(folder)).doesNotContain("report/old").hasSize(1 + REPORT.size());
    }

    @Test
    void anInterruptedRunLeavesNothing() throws Exception {
        Thread.currentThread().interrupt();
        Cli run = runShort("--out", folder.resolve("new/report").toString());

        assertThat(run).isEqualTo(new Cli(130, "", "interrupted; no report was written\n"));
        assertThat(Cli.tree(folder)).isEmpty();
        assertThat(Thread.interrupted()).isFalse();
    }

    private static String tables(Cli run) {
        return run.out().substring(0, run.out().lastIndexOf("Report: "));
    }

    private static List<String> hash(Path report) throws IOException {
        return Files.readAllLines(report.resolve("manifest.json")).stream()
                .filter(line -> line.contains("sha256"))
                .toList();
    }

    private static void delete(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        Files.walkFileTree(target, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, java.io.IOException failure) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program on a cluster of two workers, one of which is killed in mid-run: the same bytes as on threads. */
@Tag("spark")
class SparkClusterTest {
    private static final int RUNS = 12;

    @TempDir
    Path folder;

    private List<String> sweep(String out) {
        return args(
                "sweep",
                out,
                "--vary=supply.efficiency=1,1.2,1.4",
                "--replications=" + RUNS / 3,
                // Long enough for a worker to be killed in the middle.
                "--set=phases.before.length=10 min");
    }

    private List<String> run(String out) {
        return args("run", out, "--cells=all");
    }

    private List<String> args(String command, String out, String... options) {
        List<String> all = new ArrayList<>(List.of(command, Cli.TINY, "--out=" + folder.resolve(out)));
        all.addAll(Cli.SHORT);
        all.addAll(Arrays.asList(options));
        return all;
    }

    private void assertSame(String one, String other) throws IOException {
        List<String> files = Cli.tree(folder.resolve(one));
        assertThat(Cli.tree(folder.resolve(other))).isEqualTo(files);
        for (String file : files) {
            if (Files.isRegularFile(folder.resolve(one).resolve(file))) {
                assertThat(folder.resolve(other).resolve(file))
                        .hasSameBinaryContentAs(folder.resolve(one).resolve(file));
            }
        }
    }

    private static long kept(Path out) throws IOException {
        Path journal = out.resolve("journal.ndjson");
        return Files.exists(journal)
                ? Files.readAllLines(journal).stream()
                        .filter(line -> line.startsWith("{\"key\""))
                        .count()
                : 0;
    }

    @Test
    void aSweepLosesNothingWithAWorkerAndARunGoesToTheOther() throws Exception {
        Path log = folder.resolve("driver.log");
        try (LoopbackCluster cluster = LoopbackCluster.start(folder.resolve("spark"))) {
            Process driver = cluster.drive(log, sweep("cluster-sweep"));
            while (kept(folder.resolve("cluster-sweep")) == 0) {
                assertThat(driver.isAlive()).as(Files.readString(log)).isTrue();
                Thread.sleep(20);
            }
            assertThat(cluster.killAWorker()).as("processes that ran tasks").isEqualTo(1);
            assertThat(kept(folder.resolve("cluster-sweep"))).isLessThan(RUNS);
            assertThat(driver.waitFor()).as(Files.readString(log)).isZero();
            assertThat(Files.readString(log)).contains("Lost executor").contains(RUNS + " runs in ");

            assertThat(cluster.drive(log, run("cluster-run")).waitFor())
                    .as(Files.readString(log))
                    .isZero();
            assertThat(Files.readString(log)).contains(" on spark://127.0.0.1:");
            assertThat(cluster.masterLog()).doesNotContainIgnoringCase("rest server");
        }
        assertThat(Cli.run(sweep("sweep").toArray(String[]::new)).code()).isZero();
        assertSame("sweep", "cluster-sweep");
        assertThat(Cli.run(run("run").toArray(String[]::new)).code()).isZero();
        assertSame("run", "cluster-run");
    }
}

package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep whose process is killed three times, each time at a random moment after one more run was kept, and then goes on, ends
 * with the bytes of one that was left alone. With the system property {@code tidegate.soak} it is 64 points of the whole of
 * {@code tiny.yaml}, four times each.
 */
class KilledSweepTest {
    private static final boolean SOAK = Integer.getInteger("tidegate.soak") != null;
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    private static List<String> arguments(Path out) {
        List<String> all = new ArrayList<>(List.of("sweep", Cli.TINY, "--out=" + out));
        if (SOAK) {
            all.addAll(List.of("--design=sobol", "--points=64", "--replications=4"));
            all.add("--vary=supply.efficiency=range(1, 1.5)");
            all.add("--vary=injection-share=range(15 %, 25 %)");
        } else {
            all.addAll(Cli.SHORT);
            all.addAll(List.of("--threads=1", "--replications=6", "--vary=supply.efficiency=1,1.2,1.4"));
        }
        return all;
    }

    private static Process start(Path out, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(arguments(out));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static long kept(Path out) throws IOException {
        Path journal = out.resolve("journal.ndjson");
        if (!Files.exists(journal)) {
            return 0;
        }
        String text = Files.readString(journal);
        return text.lines().filter(line -> line.startsWith("{\"key\"")).count() - (text.endsWith("\n") ? 0 : 1);
    }

    @Test
    void threeKillsLeaveNoTrace() throws Exception {
        Path alone = folder.resolve("alone");
        Path killed = folder.resolve("killed");
        Path log = folder.resolve("log");
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            long before = kept(killed);
            Process process = start(killed, log);
            while (kept(killed) <= before) {
                assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
                Thread.sleep(1);
            }
            Thread.sleep(random.nextInt(SOAK ? 5000 : 40));
            assertThat(process.destroyForcibly().waitFor())
                    .as("killed before its end")
                    .isEqualTo(128 + 9);
        }
        assertThat(start(killed, log).waitFor()).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).contains(" runs are there already");
        assertThat(Cli.run(arguments(alone).toArray(String[]::new)).code()).isZero();

        assertThat(SweepContractTest.files(killed))
                .isEqualTo(SweepContractTest.files(alone))
                .containsAll(SweepContractTest.FILES);
        for (String file : SweepContractTest.files(alone)) {
            assertThat(killed.resolve(file)).hasSameBinaryContentAs(alone.resolve(file));
        }
    }
}

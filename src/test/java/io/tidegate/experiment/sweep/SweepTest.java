package io.tidegate.experiment.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that is finished is lost or run twice, and the journal's bytes tell nothing of how they were reached. */
class SweepTest {
    private static final SweepPlan PLAN = MadeUpRuns.plan(2, MadeUpRuns.CODE, "15 %", "20 %", "25 %");

    @TempDir
    Path folder;

    /** The journal of a sweep after so many runs, before its lines are put in order. */
    private byte[] after(int runs) throws Exception {
        Path part = folder.resolve("part-" + runs);
        MadeUpRuns.Runner runner = new MadeUpRuns.Runner();
        runner.most = runs;
        try (Sweep sweep = Sweep.open(PLAN, Shard.WHOLE, part, false)) {
            assertThatThrownBy(() -> sweep.run(runner, done -> {})).isInstanceOf(InterruptedException.class);
            assertThat(sweep.finished()).isEqualTo(runs);
        }
        return Files.readAllBytes(MadeUpRuns.journal(part));
    }

    private byte[] whole() throws Exception {
        Path whole = folder.resolve("whole");
        assertThat(MadeUpRuns.run(PLAN, Shard.WHOLE, whole)).isEqualTo(6);
        assertThat(whole).isDirectoryNotContaining("glob:**.lock");
        return Files.readAllBytes(MadeUpRuns.journal(whole));
    }

    private static int lastLine(byte[] bytes) {
        int at = bytes.length - 1;
        while (bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private static int lines(byte[] bytes) {
        int lines = 0;
        for (byte each : bytes) {
            lines += each == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Every byte of the last line, and some of those before. */
    @Test
    void aSweepCutAtAnyByteGoesOnToTheSameBytes() throws Exception {
        byte[] whole = whole();
        byte[] begun = after(3);
        Path cut = folder.resolve("cut");
        int head = PLAN.head().text(Shard.WHOLE).getBytes(StandardCharsets.UTF_8).length;
        int last = lastLine(begun);
        for (int length = 0; length <= begun.length; length += length < last ? 37 : 1) {
            byte[] left = Arrays.copyOf(begun, length);
            int kept = length < head ? 0 : lines(left) - 4;
            MadeUpRuns.folder(cut, left);
            assertThat(MadeUpRuns.run(PLAN, Shard.WHOLE, cut))
                    .as("cut at %d", length)
                    .isEqualTo(6 - kept);
            assertThat(Files.readAllBytes(MadeUpRuns.journal(cut)))
                    .as("cut at %d", length)
                    .isEqualTo(whole);
        }
    }

    @Test
    void aFinishedJournalThatIsCutGoesOnAndOneThatIsWholeRunsNothing() throws Exception {
        byte[] whole = whole();
        Path cut = folder.resolve("cut");
        for (int length = lastLine(whole) - 100; length <= whole.length; length++) {
            MadeUpRuns.folder(cut, Arrays.copyOf(whole, length));
            int runs = MadeUpRuns.run(PLAN, Shard.WHOLE, cut);
            assertThat(runs).isLessThanOrEqualTo(length == whole.length ? 0 : 1);
            assertThat(Files.readAllBytes(MadeUpRuns.journal(cut))).isEqualTo(whole);
        }
    }

    @Test
    void aRunIsOnDiskBeforeItCountsAsFinished() throws Exception {
        Path part = folder.resolve("part");
        int head = PLAN.head().text(Shard.WHOLE).getBytes(StandardCharsets.UTF_8).length;
        try (Sweep sweep = Sweep.open(PLAN, Shard.WHOLE, part, false)) {
            sweep.run(new MadeUpRuns.Runner(), done -> {
                byte[] there = read(part);
                assertThat(lines(there)).isEqualTo(4 + done);
                assertThat(there.length).isGreaterThan(head);
                assertThat(there[there.length - 1]).isEqualTo((byte) '\n');
            });
        }
    }

    private static byte[] read(Path part) {
        try {
            return Files.readAllBytes(MadeUpRuns.journal(part));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void damageInTheMiddleIsRefusedWithItsLineAndTheFileLeftAsItIs() throws Exception {
        byte[] begun = after(3);
        int head = PLAN.head().text(Shard.WHOLE).getBytes(StandardCharsets.UTF_8).length;
        begun[head + 100] ^= 1;
        Path damaged = MadeUpRuns.folder(folder.resolve("damaged"), begun);
        assertThatThrownBy(() -> MadeUpRuns.run(PLAN, Shard.WHOLE, damaged))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining(MadeUpRuns.journal(damaged) + ":5: ");
        assertThat(Files.readAllBytes(MadeUpRuns.journal(damaged))).isEqualTo(begun);
        assertThat(damaged).isDirectoryNotContaining("glob:**.lock");
    }

    @Test
    void anotherProcessIsRefused() throws Exception {
        try (Sweep sweep = Sweep.open(PLAN, Shard.WHOLE, folder, false)) {
            assertThatThrownBy(() -> Sweep.open(PLAN, Shard.WHOLE, folder, false))
                    .isInstanceOf(SweepException.class)
                    .hasMessage(folder + ": another process is at work in this folder");
            sweep.run(new MadeUpRuns.Runner(), done -> {});
        }
        assertThat(MadeUpRuns.run(PLAN, Shard.WHOLE, folder)).isZero();
    }

    @Test
    void foldersOfOthersAreLeftAlone() throws Exception {
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("thesis.txt"), "years");
        assertThatThrownBy(() -> Sweep.open(PLAN, Shard.WHOLE, full, false))
                .hasMessage(full + " is not empty and holds no sweep; choose another folder");
        assertThatThrownBy(() -> Sweep.open(PLAN, Shard.WHOLE, full.resolve("thesis.txt"), false))
                .hasMessageContaining("is a file, not a folder");
        assertThat(full).isDirectoryContaining("glob:**thesis.txt");

        Path link = Files.createDirectory(folder.resolve("link"));
        Files.createSymbolicLink(MadeUpRuns.journal(link), full.resolve("thesis.txt"));
        assertThatThrownBy(() -> Sweep.open(PLAN, Shard.WHOLE, link, false)).hasMessageContaining("not a plain file");
        assertThat(full.resolve("thesis.txt")).hasContent("years");
    }

    /** Points and replications may be added: what is finished is taken over, whatever its number is now. */
    @Test
    void aSweepMayGrow() throws Exception {
        SweepPlan grown = MadeUpRuns.plan(3, MadeUpRuns.CODE, "10 %", "25 %", "20 %", "15 %");
        Path fresh = folder.resolve("fresh");
        assertThat(MadeUpRuns.run(grown, Shard.WHOLE, fresh)).isEqualTo(12);
        Path old = MadeUpRuns.folder(folder.resolve("old"), after(4));
        assertThat(MadeUpRuns.run(grown, Shard.WHOLE, old)).isEqualTo(12 - 4);
        assertThat(MadeUpRuns.journal(old)).hasSameBinaryContentAs(MadeUpRuns.journal(fresh));
        Path finished = MadeUpRuns.folder(folder.resolve("finished"), whole());
        assertThat(MadeUpRuns.run(grown, Shard.WHOLE, finished)).isEqualTo(12 - 6);
        assertThat(MadeUpRuns.journal(finished)).hasSameBinaryContentAs(MadeUpRuns.journal(fresh));
    }

    @Test
    void whatWouldLoseRunsIsRefused() throws Exception {
        byte[] begun = after(5);
        Path old = MadeUpRuns.folder(folder.resolve("old"), begun);
        for (SweepPlan other : List.of(
                MadeUpRuns.plan(1, MadeUpRuns.CODE, "15 %", "20 %", "25 %"),
                MadeUpRuns.plan(2, MadeUpRuns.CODE, "15 %", "22 %", "25 %"))) {
            assertThatThrownBy(() -> Sweep.open(other, Shard.WHOLE, old, false))
                    .isInstanceOf(SweepException.class)
                    .hasMessageContaining("holds another sweep, of 'tiny' with 3 points and 2 replications (part 1/1), "
                            + "whose 5 finished runs are not all part of this one; choose another folder");
        }
        assertThatThrownBy(() -> Sweep.open(PLAN, new Shard(1, 2), old, false))
                .hasMessageContaining("holds another sweep");
        SweepPlan code = MadeUpRuns.plan(2, "beef".repeat(16), "15 %", "20 %", "25 %");
        assertThatThrownBy(() -> Sweep.open(code, Shard.WHOLE, old, false))
                .hasMessage(old + ": holds a sweep by another build of this program (c0dec0dec0de, this one is"
                        + " beefbeefbeef); go on with that one, or choose another folder; --overwrite discards"
                        + " what is there");
        assertThat(Files.readAllBytes(MadeUpRuns.journal(old))).isEqualTo(begun);
        try (Stream<Path> files = Files.list(old)) {
            assertThat(files).containsExactly(MadeUpRuns.journal(old));
        }
    }

    @Test
    void anotherSweepIsDiscardedOnlyWhenAskedAndThisOneIsKept() throws Exception {
        byte[] whole = whole();
        byte[] damaged = after(3);
        damaged[damaged.length / 2] ^= 1;
        SweepPlan code = MadeUpRuns.plan(2, "beef".repeat(16), "15 %", "20 %", "25 %");
        Path other = folder.resolve("other");
        MadeUpRuns.run(code, Shard.WHOLE, other);
        for (Path old : List.of(other, MadeUpRuns.folder(folder.resolve("damaged"), damaged))) {
            try (Sweep sweep = Sweep.open(PLAN, Shard.WHOLE, old, true)) {
                assertThat(sweep.finished()).isZero();
                sweep.run(new MadeUpRuns.Runner(), done -> {});
            }
            assertThat(Files.readAllBytes(MadeUpRuns.journal(old))).isEqualTo(whole);
        }
        Path mine = MadeUpRuns.folder(folder.resolve("mine"), after(4));
        try (Sweep sweep = Sweep.open(PLAN, Shard.WHOLE, mine, true)) {
            assertThat(sweep.finished()).isEqualTo(4);
        }
    }

    /** 15 % and 0.15 are one scenario, which is run once for both points. */
    @Test
    void pointsThatAreOneScenarioShareTheirRuns() throws Exception {
        SweepPlan twins = MadeUpRuns.plan(2, MadeUpRuns.CODE, "15 %", "20 %", "0.15");
        assertThat(MadeUpRuns.run(twins, Shard.WHOLE, folder)).isEqualTo(4);
        byte[] whole = Files.readAllBytes(MadeUpRuns.journal(folder));
        SweepRuns runs = SweepRuns.open(folder);
        assertThat(runs.head().points()).hasSize(3);
        HashSet<Object> different = new HashSet<>();
        runs.forEach((point, replications) -> different.add(
                replications.get(0).values().firstEntry().getValue().value()));
        assertThat(different).hasSize(2);

        // Killed between the lines of the two points.
        String text = new String(whole, StandardCharsets.UTF_8);
        int third = text.indexOf("\"point\":2,\"replication\"");
        byte[] left = text.substring(0, text.lastIndexOf("{\"key\"", third)).getBytes(StandardCharsets.UTF_8);
        Path cut = MadeUpRuns.folder(folder.resolve("cut"), left);
        assertThat(MadeUpRuns.run(twins, Shard.WHOLE, cut)).isZero();
        assertThat(Files.readAllBytes(MadeUpRuns.journal(cut))).isEqualTo(whole);
    }

    /** The whole is read more than once, and must be the same each time. */
    @Test
    void aJournalThatChangesBetweenTwoReadingsIsRefusedByName() throws Exception {
        byte[] whole = whole();
        Path changing = MadeUpRuns.folder(folder.resolve("changing"), whole);
        SweepRuns runs = SweepRuns.open(changing);
        Path other = folder.resolve("other");
        MadeUpRuns.run(MadeUpRuns.plan(2, MadeUpRuns.CODE, "10 %", "15 %", "20 %", "25 %"), Shard.WHOLE, other);
        for (byte[] now : List.of(
                Files.readAllBytes(MadeUpRuns.journal(other)), Arrays.copyOf(whole, lastLine(whole)), after(5))) {
            MadeUpRuns.folder(changing, now);
            assertThatThrownBy(() -> runs.forEach((point, replications) -> {}))
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessage(MadeUpRuns.journal(changing) + ": was changed while it was read");
        }
        MadeUpRuns.folder(changing, whole);
        runs.forEach((point, replications) -> assertThat(replications).hasSize(2));
    }

    /** Scenarios are not kept: that which a run is bound to is the one that was checked, as a value and as text. */
    @Test
    void aRunIsBoundToWhatItsPointWasCheckedWith() {
        for (int point = 0; point < 3; point++) {
            PlannedRun run = PLAN.run(point, 1);
            String checked = PLAN.head().points().get(point).scenario();
            assertThat(run.bind().sha256()).isEqualTo(checked);
            assertThat(run.task().bind().sha256()).isEqualTo(checked);
            assertThat(run.key())
                    .isEqualTo(run.task().key())
                    .isEqualTo(PLAN.head().key(point, 1));
        }
    }

    @Test
    void whatAKilledProcessLeftOfFilesIsDeleted() throws Exception {
        Path left = MadeUpRuns.folder(folder.resolve("left"), after(2));
        Path charts = Files.createDirectory(left.resolve("charts"));
        for (Path place : List.of(left, charts)) {
            Files.writeString(place.resolve(".some.partial-7"), "half");
        }
        try (Sweep sweep = Sweep.open(PLAN, Shard.WHOLE, left, false)) {
            assertThat(sweep.finished()).isEqualTo(2);
            assertThat(left).isDirectoryNotContaining("glob:**.partial-7");
            assertThat(charts).isEmptyDirectory();
        }
    }

    @Test
    void keysDependOnWhatDeterminesARunAndOnNothingElse() {
        String key = PLAN.head().key(1, 1);
        assertThat(MadeUpRuns.plan(5, MadeUpRuns.CODE, "20 %").head().key(0, 1)).isEqualTo(key);
        assertThat(PLAN.head().key(1, 0)).isNotEqualTo(key);
        assertThat(PLAN.head().key(0, 1)).isNotEqualTo(key);
        assertThat(MadeUpRuns.plan(2, "beef".repeat(16), "20 %").head().key(0, 1))
                .isNotEqualTo(key);
    }

    @Test
    void resultsNeedAFinishedWhole() throws Exception {
        Path part = folder.resolve("part");
        MadeUpRuns.run(PLAN, new Shard(1, 2), part);
        assertThatThrownBy(() -> SweepRuns.open(part)).hasMessageContaining("it is part 1/2; merge the parts first");
        Path begun = MadeUpRuns.folder(folder.resolve("begun"), after(2));
        assertThatThrownBy(() -> SweepRuns.open(begun))
                .hasMessageContaining("has 2 of 6 runs, as the sweep is not finished");
        assertThatThrownBy(() -> SweepRuns.open(folder.resolve("none"))).hasMessageContaining("no such file");
    }
}

package io.tidegate.experiment.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.scenario.ExpectSpec;
import io.tidegate.scenario.Expectation;
import io.tidegate.scenario.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts add up to the whole; what is not a finished part of one sweep by this program is refused with its name. */
class MergeTest {
    private static final SweepPlan PLAN = MadeUpRuns.plan(4, MadeUpRuns.CODE, "15 %", "20 %", "25 %");
    private static final Shard FIRST = new Shard(1, 2);
    private static final Shard SECOND = new Shard(2, 2);

    @TempDir
    Path folder;

    private Path first;
    private Path second;
    private Path out;

    @BeforeEach
    void parts() throws Exception {
        first = folder.resolve("first");
        second = folder.resolve("second");
        out = Files.createDirectory(folder.resolve("out"));
        int runs = MadeUpRuns.run(PLAN, FIRST, first);
        assertThat(runs).isBetween(1, 11);
        assertThat(MadeUpRuns.run(PLAN, SECOND, second)).isEqualTo(12 - runs);
    }

    private void merge(Path... parts) throws Exception {
        Merge.write(List.of(parts), MadeUpRuns.CODE, out);
    }

    private void assertRefused(String why, Path... parts) {
        assertThatThrownBy(() -> merge(parts))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining(why);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).isEmpty();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> lines(Path part) throws Exception {
        return new ArrayList<>(Files.readAllLines(MadeUpRuns.journal(part)));
    }

    private Path written(String name, List<String> lines) throws Exception {
        return MadeUpRuns.folder(
                folder.resolve(name), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The lines with an end that matches them, as somebody who knows the form would write it. */
    private Path ended(String name, List<String> lines) throws Exception {
        List<String> runs = lines.subList(0, lines.size() - 1);
        java.security.MessageDigest digest = Sha256.digest();
        digest.update((String.join("\n", runs) + "\n").getBytes(StandardCharsets.UTF_8));
        List<String> all = new ArrayList<>(runs);
        all.add(JournalReader.footer(runs.size() - 4, digest));
        return written(name, all);
    }

    private Path withHead(String name, List<String> labels, int replications) throws Exception {
        return withHead(name, labels, replications, List.of());
    }

    private Path withHead(String name, List<String> labels, int replications, List<Expectation> expect)
            throws Exception {
        SweepHead head = PLAN.head();
        SweepHead other = new SweepHead(
                head.version(),
                head.code(),
                head.scenario(),
                head.title(),
                replications,
                labels,
                head.axes(),
                expect,
                head.points());
        return MadeUpRuns.folder(folder.resolve(name), other.text(Shard.WHOLE).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aHeadThatNoSweepHasIsRefused() throws Exception {
        assertRefused("is not finished", withHead("right", PLAN.head().labels(), 4));
        assertRefused("its head is damaged", withHead("odd", List.of("{phase"), 4));
        assertRefused("its head was changed", withHead("nothing", List.of(), 4));
        assertRefused("no sweep has", withHead("often", PLAN.head().labels(), 10_001));
        Expectation none = new Expectation(new ExpectSpec("a", "p50(ttft) <", ExpectSpec.Level.ERROR), "x.yaml", 3);
        assertRefused("its head is damaged", withHead("condition", PLAN.head().labels(), 4, List.of(none)));
    }

    @Test
    void twoPartsAreTheWholeInAnyOrder() throws Exception {
        Path whole = folder.resolve("whole");
        MadeUpRuns.run(PLAN, Shard.WHOLE, whole);
        for (List<Path> parts :
                List.of(List.of(first, second), List.of(second, first), List.of(second, first, second))) {
            Merge.write(parts, MadeUpRuns.CODE, out);
            assertThat(MadeUpRuns.journal(out)).hasSameBinaryContentAs(MadeUpRuns.journal(whole));
        }
    }

    /** More parts than are opened at once, most of them empty. */
    @Test
    void manyPartsAreTheWhole() throws Exception {
        Path whole = folder.resolve("whole");
        MadeUpRuns.run(PLAN, Shard.WHOLE, whole);
        List<Path> parts = new ArrayList<>();
        int most = 300;
        for (int part = 1; part <= most; part++) {
            parts.add(folder.resolve("part-" + part));
            MadeUpRuns.run(PLAN, new Shard(part, most), parts.get(part - 1));
        }
        Merge.write(parts, MadeUpRuns.CODE, out);
        assertThat(MadeUpRuns.journal(out)).hasSameBinaryContentAs(MadeUpRuns.journal(whole));
    }

    /** The least recently read of the files is closed, and opened again when it is needed. */
    @Test
    void bytesOfManyFilesAreReadWhereverTheyLie() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            files.add(Files.writeString(folder.resolve("file-" + i), "<" + (1000 + i) + ">"));
        }
        try (OpenParts parts = new OpenParts(files)) {
            for (int i = 0; i < 2000; i++) {
                int file = i * 7 % 500;
                assertThat(new String(parts.bytes(file, 1, 4), StandardCharsets.UTF_8))
                        .isEqualTo(Integer.toString(1000 + file));
            }
            assertThat(parts.bytes(0, 5, 3)).containsExactly('>', 0, 0);
        }
    }

    /** What is expected comes with the parts, so that the whole is held to it. */
    @Test
    void expectationsAreMergedAndMustAgree() throws Exception {
        SweepPlan held = MadeUpRuns.plan(
                4, MadeUpRuns.CODE, List.of("denied_share{plan=pro}.after < 0.5 * before"), "15 %", "20 %", "25 %");
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        MadeUpRuns.run(held, FIRST, one);
        MadeUpRuns.run(held, SECOND, two);
        assertRefused("is part of another sweep than ", one, second);
        merge(one, two);
        assertThat(SweepRuns.open(out).head()).isEqualTo(held.head());
        assertThat(SweepRuns.open(out)
                        .expectations()
                        .verdicts(List.of(RunLine.parse(lines(one).get(4)).values())))
                .singleElement()
                .satisfies(verdict ->
                        assertThat(verdict.expected()).isEqualTo("0.5 * denied_share{phase=before,plan=pro}"));
    }

    @Test
    void aFlippedByteAnywhereIsRefused() throws Exception {
        byte[] good = Files.readAllBytes(MadeUpRuns.journal(first));
        Path flipped = folder.resolve("flipped");
        for (int at = 0; at < good.length; at++) {
            byte[] bytes = good.clone();
            bytes[at] ^= 1;
            MadeUpRuns.folder(flipped, bytes);
            assertThatThrownBy(() -> merge(flipped, second))
                    .as("byte %d", at)
                    .isInstanceOf(SweepException.class)
                    .hasMessageContaining(flipped.toString());
        }
    }

    @Test
    void aCutAnywhereIsRefused() throws Exception {
        byte[] good = Files.readAllBytes(MadeUpRuns.journal(first));
        Path cut = folder.resolve("cut");
        for (int length = 0; length < good.length; length++) {
            MadeUpRuns.folder(cut, Arrays.copyOf(good, length));
            assertThatThrownBy(() -> merge(cut, second))
                    .as("cut at %d", length)
                    .isInstanceOf(SweepException.class)
                    .hasMessageContaining(cut.toString());
        }
    }

    @Test
    void missingRunsAreCountedByPart() throws Exception {
        int there = lines(first).size() - 5;
        assertRefused((12 - there) + " of 12 runs are missing: " + (12 - there) + " of part 2/2", first);

        List<String> fewer = lines(first);
        fewer.remove(5);
        assertRefused("its end does not match what is before it", written("fewer", fewer), second);
        assertRefused("1 of 12 runs are missing: 1 of part 1/2", ended("fewer-ended", fewer), second);
    }

    @Test
    void unfinishedPartsAreRefused() throws Exception {
        List<String> begun = lines(first);
        begun.remove(begun.size() - 1);
        assertRefused(
                "part 1/2 is not finished: it has " + (begun.size() - 4) + " runs", written("begun", begun), second);
    }

    @Test
    void runsThatAreThereTwiceOrElsewhereAreRefused() throws Exception {
        List<String> twice = lines(first);
        twice.add(5, twice.get(4));
        assertRefused(":6: point ", ended("twice", twice), second);
        List<String> foreign = lines(first);
        foreign.set(4, lines(second).get(4));
        assertRefused(":5: a run of something else than this sweep", ended("foreign", foreign), second);
        List<String> swapped = lines(first);
        swapped.add(4, swapped.remove(5));
        assertRefused("its end does not match what is before it", ended("swapped", swapped), second);
        List<String> more = lines(first);
        more.add(more.get(4));
        assertRefused("something follows the end", written("more", more), second);
    }

    /** A part written again with another value and right sums differs from its twin. */
    @Test
    void aValueThatDiffersBetweenPartsIsRefused() throws Exception {
        List<String> other = lines(first);
        RunLine run = RunLine.parse(other.get(4));
        String measured = run.measured().replaceFirst("\"requests\":\\d+", "\"requests\":5");
        other.set(4, new RunLine(run.key(), run.point(), run.replication(), measured).text());
        Path altered = ended("altered", other);
        assertRefused("is not what " + MadeUpRuns.journal(first) + " has", first, altered, second);
    }

    @Test
    void valuesThatThisProgramWouldNotWriteAreRefused() throws Exception {
        RunLine run = RunLine.parse(lines(first).get(4));
        for (String measured : List.of(
                run.measured().replaceFirst("\"requests\":\\d+", "\"requests\":NaN"),
                run.measured().replaceFirst("null", "NaN"),
                run.measured().replaceFirst("null", "1e999"),
                run.measured().replaceFirst("null", "\"1\""),
                run.measured().replaceFirst("null", "1.00"),
                run.measured().replaceFirst("\"requests\":", " \"requests\":"),
                "{}",
                "[".repeat(100_000))) {
            List<String> bad = lines(first);
            bad.set(4, new RunLine(run.key(), run.point(), run.replication(), measured).text());
            assertRefused("journal.ndjson:5: ", ended("bad", bad), second);
        }
    }

    @Test
    void otherSweepsAndBuildsAreRefused() throws Exception {
        Path other = folder.resolve("other");
        MadeUpRuns.run(MadeUpRuns.plan(4, MadeUpRuns.CODE, "15 %", "20 %", "22 %"), SECOND, other);
        assertRefused("is part of another sweep than " + MadeUpRuns.journal(first), first, other);
        Path built = folder.resolve("built");
        MadeUpRuns.run(MadeUpRuns.plan(4, "beef".repeat(16), "15 %", "20 %", "25 %"), SECOND, built);
        assertRefused(
                "was written by another build of the program (beefbeefbeef, this one is c0dec0dec0de)", first, built);
        List<String> head = lines(first);
        head.set(1, head.get(1).replace("15 %", "35 %"));
        assertRefused("its head was changed", ended("head", head), second);
    }

    @Test
    void whatIsNoJournalIsRefused() throws Exception {
        assertRefused("no such file", first, folder.resolve("nothing"));
        Path empty = MadeUpRuns.folder(folder.resolve("empty"), new byte[0]);
        assertRefused("it is empty", first, empty);
        Path text = MadeUpRuns.folder(folder.resolve("text"), "hello\n".getBytes(StandardCharsets.UTF_8));
        assertRefused(text.toString(), first, text);
        Path json = MadeUpRuns.folder(folder.resolve("json"), "{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));
        assertRefused("not the journal of a sweep", first, json);
        Path binary =
                MadeUpRuns.folder(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, '\n', 'x', '\n'});
        assertRefused("is not UTF-8", first, binary);
        Path link = Files.createDirectory(folder.resolve("link"));
        Files.createSymbolicLink(MadeUpRuns.journal(link), MadeUpRuns.journal(second));
        assertRefused("not a plain file", first, link);
        Path nested = folder.resolve("nested");
        Files.createDirectories(MadeUpRuns.journal(nested));
        assertRefused("not a plain file", first, nested);
    }

    @Test
    void hugeLinesAndCountsAreRefusedBeforeTheyFillTheMemory() throws Exception {
        byte[] good = Files.readAllBytes(MadeUpRuns.journal(first));
        byte[] huge = Arrays.copyOf(good, good.length - 1 + (20 << 20));
        Arrays.fill(huge, good.length - 1, huge.length - 1, (byte) 'x');
        huge[huge.length - 1] = '\n';
        Path long1 = MadeUpRuns.folder(folder.resolve("huge"), huge);
        assertRefused("is longer than 16777216 bytes", long1, second);
        List<String> many = lines(first);
        many.set(0, many.get(0).replace("\"points\":3", "\"points\":2000000000"));
        assertRefused("has a number of points or replications that no sweep has", ended("many", many), second);
    }

    @Test
    void partsAreWrittenAsTheyAreRead() {
        assertThat(Shard.parse("2/8")).isEqualTo(new Shard(2, 8)).hasToString("2/8");
        for (String bad : List.of("0/8", "9/8", "1", "1/0", "-1/8", "a/b", "1/8/9", "1/100000", "")) {
            assertThatThrownBy(() -> Shard.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        String key = "ffffffffffffffff" + "0".repeat(48);
        assertThat(Stream.of(1, 2, 3).filter(index -> new Shard(index, 3).holds(key)))
                .hasSize(1);
    }
}

package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    @TempDir
    Path parent;

    @Test
    void nothingShowsUntilTheCommit() throws Exception {
        Path target = parent.resolve("out");
        try (ReportFolder folder = ReportFolder.create(target, false)) {
            Files.writeString(folder.path().resolve("summary.json"), "new");
            assertThat(target).doesNotExist();
            folder.commit();
            assertThat(folder.path()).isEqualTo(target);
        }
        assertThat(names(parent)).containsExactly("out");
        assertThat(target.resolve("summary.json")).hasContent("new");
    }

    @Test
    void withoutACommitNothingIsLeftNotEvenNewParents() throws Exception {
        try (ReportFolder folder = ReportFolder.create(parent.resolve("a/b/out"), false)) {
            Files.createDirectories(folder.path().resolve("charts"));
            Files.writeString(folder.path().resolve("charts/load.png"), "x");
        }
        assertThat(names(parent)).isEmpty();
    }

    @Test
    void aFullFolderIsRefusedAndStays() throws Exception {
        Path target = full("summary.json");
        assertThatThrownBy(() -> ReportFolder.create(target, false))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("out is not empty")
                .hasMessageContaining("--overwrite");
        assertThat(names(parent)).containsExactly("out");
        assertThat(target.resolve("summary.json")).hasContent("old");
    }

    @Test
    void anEmptyFolderIsTaken() throws Exception {
        Path target = Files.createDirectory(parent.resolve("out"));
        write(target, false);
        assertThat(target.resolve("summary.json")).hasContent("new");
        assertThat(names(parent)).containsExactly("out");
    }

    @Test
    void overwritingReplacesTheWholeReport() throws Exception {
        Path target = full("summary.json");
        Files.writeString(target.resolve("stale.csv"), "old");
        write(target, true);
        assertThat(names(target)).containsExactly("summary.json");
        assertThat(target.resolve("summary.json")).hasContent("new");
        assertThat(names(parent)).containsExactly("out");
    }

    @Test
    void overwritingWithoutACommitKeepsTheOldReport() throws Exception {
        Path target = full("summary.json");
        try (ReportFolder folder = ReportFolder.create(target, true)) {
            Files.writeString(folder.path().resolve("summary.json"), "half");
        }
        assertThat(target.resolve("summary.json")).hasContent("old");
        assertThat(names(parent)).containsExactly("out");
    }

    @Test
    void whatIsNoReportIsNeverReplaced() throws Exception {
        Path target = full("thesis.tex");
        assertThatThrownBy(() -> ReportFolder.create(target, true))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("holds no report");
        Path file = Files.writeString(parent.resolve("file"), "x");
        assertThatThrownBy(() -> ReportFolder.create(file, true))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("is a file");
        assertThatThrownBy(() -> ReportFolder.create(Path.of("/"), true)).isInstanceOf(ReportException.class);
    }

    @Test
    void aFolderThatFilledInTheMeantimeIsRefused() throws Exception {
        Path target = parent.resolve("out");
        try (ReportFolder folder = ReportFolder.create(target, false)) {
            full("summary.json");
            assertThatThrownBy(folder::commit).isInstanceOf(ReportException.class);
        }
        assertThat(target.resolve("summary.json")).hasContent("old");
        assertThat(names(parent)).containsExactly("out");
    }

    private static void write(Path target, boolean overwrite) throws Exception {
        try (ReportFolder folder = ReportFolder.create(target, overwrite)) {
            Files.writeString(folder.path().resolve("summary.json"), "new");
            folder.commit();
        }
    }

    private Path full(String name) throws IOException {
        Path target = Files.createDirectory(parent.resolve("out"));
        Files.writeString(target.resolve(name), "old");
        return target;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}

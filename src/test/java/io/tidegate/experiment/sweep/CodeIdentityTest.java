package io.tidegate.experiment.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is the same in a folder and in a jar, and another one when a byte of its own differs. */
class CodeIdentityTest {
    private static final List<String> NAMES =
            List.of("io/tidegate/b/B.class", "io/tidegate/A.class", "io/tidegate/t.csv");

    @TempDir
    Path folder;

    private Path jar(String name, List<String> names, String content) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (String each : names) {
                zip.putNextEntry(new ZipEntry(each));
                zip.write((content + each).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return jar;
    }

    @Test
    void aJarAndAFolderOfTheSameFilesAreOneProgram() throws IOException {
        Path classes = folder.resolve("classes");
        Files.createDirectories(classes.resolve("io/tidegate/b"));
        for (String name : NAMES) {
            Files.writeString(classes.resolve(name), "x" + name);
        }
        String identity = CodeIdentity.of(classes);
        assertThat(identity).matches("[0-9a-f]{64}");
        assertThat(CodeIdentity.of(jar("same.jar", NAMES, "x"))).isEqualTo(identity);
        List<String> more =
                List.of("org/other/C.class", NAMES.get(2), NAMES.get(1), NAMES.get(0), "META-INF/MANIFEST.MF");
        assertThat(CodeIdentity.of(jar("shaded.jar", more, "x"))).isEqualTo(identity);
        assertThat(CodeIdentity.of(jar("other.jar", NAMES, "y"))).isNotEqualTo(identity);
        assertThat(CodeIdentity.of(jar("less.jar", NAMES.subList(0, 2), "x"))).isNotEqualTo(identity);
    }

    @Test
    void thisProgramHasOne() throws IOException {
        assertThat(CodeIdentity.read()).matches("[0-9a-f]{64}").isEqualTo(CodeIdentity.read());
    }
}

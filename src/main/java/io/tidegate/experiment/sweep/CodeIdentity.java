package io.tidegate.experiment.sweep;

import io.tidegate.scenario.Sha256;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which program this is: a hash of its own classes and tables, as results of two builds of one version may differ. Builds by
 * different compilers have different identities.
 */
public final class CodeIdentity {
    private CodeIdentity() {}

    /**
     * The hash, as 64 hexadecimal digits, the same whether the program is packaged or not.
     *
     * @throws IOException if the program's own files cannot be read
     */
    public static String read() throws IOException {
        CodeSource source = CodeIdentity.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IOException("the program's own classes cannot be found");
        }
        try {
            return of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IOException(source.getLocation() + ": no place of files", e);
        }
    }

    /** The hash of what is packaged in a jar, or lies in a folder. */
    static String of(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return hash(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return hash(jar.getPath("/"));
        }
    }

    private static String hash(Path root) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        for (Path file : list(root.resolve("io/tidegate"))) {
            files.put(root.relativize(file).toString().replace('\\', '/'), file);
        }
        MessageDigest digest = Sha256.digest();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            byte[] bytes = Files.readAllBytes(file.getValue());
            digest.update((file.getKey() + ":" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return Sha256.hex(digest);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}

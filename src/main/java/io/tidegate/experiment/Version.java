package io.tidegate.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The program's version. */
public final class Version {
    private static final String FILE = "/io/tidegate/version.txt";

    private Version() {}

    /**
     * The version that the build wrote beside the classes, the same whether these are packaged or not; {@code development} where
     * something else than the build put them there.
     */
    public static String text() {
        try (InputStream in = Version.class.getResourceAsStream(FILE)) {
            String built = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return built.matches("\\d.*") ? built : "development";
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }
}

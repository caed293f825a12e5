package io.tidegate.report.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bundled face, Open Sans. Java on Linux asks fontconfig for its logical fonts even when only a bundled face is used, and fails
 * where there is none; so before the first font is made, Java is shown a fontconfig file and a font folder of its own.
 */
final class ChartFonts {
    private static final Font REGULAR;
    private static final Font BOLD;

    static {
        try {
            Path folder = Files.createTempDirectory("tidegate-fonts");
            folder.toFile().deleteOnExit();
            Path regular = unpack(folder, "OpenSans-Regular.ttf");
            Path bold = unpack(folder, "OpenSans-Semibold.ttf");
            if (System.getProperty("os.name", "").startsWith("Linux")) {
                Path config = folder.resolve("fontconfig.properties");
                Files.writeString(config, "version=1\nsequence.allfonts=default\n");
                config.toFile().deleteOnExit();
                setIfAbsent("sun.awt.fontconfig", config.toString());
                setIfAbsent("sun.java2d.fontpath", folder.toString());
            }
            setIfAbsent("java.awt.headless", "true");
            REGULAR = Font.createFont(Font.TRUETYPE_FONT, regular.toFile());
            BOLD = Font.createFont(Font.TRUETYPE_FONT, bold.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled font cannot be unpacked to the temporary folder", e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the bundled font is damaged", e);
        }
    }

    private ChartFonts() {}

    static Font regular(double size) {
        return REGULAR.deriveFont((float) size);
    }

    static Font bold(double size) {
        return BOLD.deriveFont((float) size);
    }

    /** The text with a question mark for every character that the face lacks. */
    static String displayable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(c -> out.appendCodePoint(
                        Character.isISOControl(c) ? ' ' : REGULAR.canDisplay(c) && BOLD.canDisplay(c) ? c : '?'));
        return out.toString();
    }

    private static Path unpack(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = ChartFonts.class.getResourceAsStream("/io/tidegate/report/fonts/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the bundled font " + name + " is missing");
            }
            Files.copy(in, file);
        }
        file.toFile().deleteOnExit();
        return file;
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}

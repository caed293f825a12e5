package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;

/** The complete small scenario of the tests, and changes to it. */
final class Tiny {
    static final String TEXT = read();

    private Tiny() {}

    /** Loads a text that must be right. */
    static LoadedScenario load(String text, String... sets) {
        try {
            return ScenarioLoader.parse("tiny.yaml", text, List.of(sets));
        } catch (ScenarioException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** The complaints about a text that must be wrong. */
    static List<String> complaints(String text, String... sets) {
        ScenarioException thrown = Assertions.catchThrowableOfType(
                ScenarioException.class, () -> ScenarioLoader.parse("tiny.yaml", text, List.of(sets)));
        assertThat(thrown).as("something is wrong, and is refused").isNotNull();
        return thrown.messages();
    }

    /** The text with one part, which must occur once, replaced. */
    static String with(String part, String replacement) {
        return replace(TEXT, part, replacement);
    }

    /** A text with one part, which must occur once, replaced. */
    static String replace(String text, String part, String replacement) {
        assertThat(text.split(java.util.regex.Pattern.quote(part), -1))
                .as("'%s' occurs once", part)
                .hasSize(2);
        return text.replace(part, replacement);
    }

    /** The line, from 1, on which a part of the scenario begins; it must occur once. */
    static int line(String part) {
        with(part, part);
        return 1
                + (int) TEXT.substring(0, TEXT.indexOf(part))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private static String read() {
        try (InputStream in = Objects.requireNonNull(Tiny.class.getResourceAsStream("tiny.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

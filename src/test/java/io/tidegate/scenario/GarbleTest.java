package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is done to a scenario, it loads or is refused in words: nothing else is thrown. */
class GarbleTest {
    private static final String BYTES = "{}[]:,-#&*!|>'\"%@`\n\t 0aZ~?<=\u0000\u00e9\ud83d\ude00";

    @Test
    void garbledScenariosLoadOrAreRefusedInWords() {
        int refused = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder(Tiny.TEXT);
            for (int times = random.nextInt(1, 4); times > 0; times--) {
                garble(text, random);
            }
            try {
                LoadedScenario loaded = ScenarioLoader.parse("garbled", text.toString(), List.of());
                assertThat(ScenarioLoader.parse("again", loaded.resolvedYaml(), List.of())
                                .scenario())
                        .as("seed %d", seed)
                        .isEqualTo(loaded.scenario());
            } catch (ScenarioException e) {
                refused++;
                assertThat(e.messages())
                        .as("seed %d", seed)
                        .isNotEmpty()
                        .allMatch(m -> m.matches("(?s)garbled:\\d+:\\d+: .+|and \\d+ more"));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(refused).as("most damage is seen").isBetween(100, 199);
    }

    private static void garble(StringBuilder text, SplittableRandom random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(1, 12));
        switch (random.nextInt(4)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, text.substring(at, end));
            case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
            default -> text.setCharAt(at, BYTES.charAt(random.nextInt(BYTES.length())));
        }
    }
}

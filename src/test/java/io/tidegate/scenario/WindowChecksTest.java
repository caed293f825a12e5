package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.limits.LimitsSpec;
import io.tidegate.limits.WindowSpec.Semantics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Further usage windows and resets as a scenario states them. */
class WindowChecksTest {
    private static final String PART = "request-burst: 1 s";
    private static final String WINDOW =
            "  windows: [{name: opus, plans: [pro], models: [large], budget: 5 M, length: 7 d}]";

    private static String with(String lines) {
        return Tiny.with(PART, PART + "\n" + lines);
    }

    /** Two lines with a caret at the place of the complaint, which is not part of them; the event is that of the scenario. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "windows: [{name: day, plans: ^[fre], budget: 1 M, length: 1 d}] | no plan 'fre'; there are: free, pro — did you mean 'free'?",
                "windows: [{name: day, plans: [pro], models: ^[larg], budget: 1 M, length: 1 d}] | no model 'larg'; there are: large, small — did you mean 'large'?",
                "windows: [{name: day, plans: [pro], budget: 1 M, semantics: calendar, length: ^2 d}] | a calendar window is 1 d or 7 d long",
                "windows: [{name: day, plans: [pro], budget: 1 M, semantics: floored, length: ^30 min}] | a window that begins at the full hour is 1 h or longer",
                "windows: [{name: day, plans: [pro], budget: 1 M, semantics: ^slide, length: 1 d}] | must be one of first-use, floored, sliding, calendar, anchored, found 'slide' — did you mean 'sliding'?",
                "resets: [{name: all, at: 2026-05-20T12:00, plans: ^[prro]}] | no plan 'prro'; there are: free, pro — did you mean 'pro'?",
                "resets: [{name: all, at: ^2026-03-08T02:30, zone: America/Los_Angeles, plans: [pro]}] | no such time in America/Los_Angeles: clocks go forward over 2026-03-08T02:30",
            })
    void eachMistakeHasItsPlaceAndItsWords(String line, String message) {
        int column = 3 + line.indexOf('^');
        assertThat(Tiny.complaints(with("  " + line.replace("^", ""))))
                .containsExactly("tiny.yaml:" + (Tiny.line(PART) + 1) + ":" + column + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits.windows: [^{name: day, plans: [pro], budget: 1 M, length: 1 d}] | an event cannot add a window; let it be there from the beginning, with a budget that nobody reaches",
                "limits.windows.opus.plans: ^[free] | an event cannot change which plans have a window",
                "limits.windows.opus.semantics: ^sliding | an event cannot change when a window begins",
            })
    void eventsLeaveWindowsWhatTheyAre(String set, String message) {
        String part = "limits.peak.factor: 1";
        String text = Tiny.replace(with(WINDOW), part, set.replace("^", ""));
        String line = text.lines()
                .filter(each -> each.contains(set.replace("^", "")))
                .findFirst()
                .orElseThrow();
        int column = 1 + line.indexOf(set.replace("^", "")) + set.indexOf('^');
        assertThat(Tiny.complaints(text))
                .containsExactly("tiny.yaml:" + (Tiny.line(part) + 1) + ":" + column + ": " + message);
    }

    @Test
    void eventsMayChangeBudgetsAndLengths() {
        String text = Tiny.replace(with(WINDOW), "limits.peak.factor: 1", """
                limits.windows.opus.budget: 9 M
                      limits.windows.opus.length: 1 d
                      limits.peak.off-peak: 0.5""");
        LoadedScenario loaded = Tiny.load(text);
        LimitsSpec after = loaded.scenario().changes().get(0).limits();
        assertThat(loaded.scenario().limits().windows().get(0).budget()).isEqualTo(5e6);
        assertThat(after.windows().get(0).budget()).isEqualTo(9e6);
        assertThat(after.windows().get(0).length()).isEqualTo(86_400);
        assertThat(after.windows().get(0).semantics()).isEqualTo(Semantics.FIRST_USE);
        assertThat(after.peak().offPeak()).isEqualTo(0.5);
        assertThat(after.weights().cacheWriteLong()).as("by default").isEqualTo(2);
    }
}

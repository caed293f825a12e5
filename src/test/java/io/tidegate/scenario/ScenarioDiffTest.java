package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tidegate.scenario.ScenarioDiff.Change;
import io.tidegate.scenario.ScenarioDiff.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What differs between two resolved scenarios. */
class ScenarioDiffTest {
    private static List<Change> between(String base, String head, String... sets) throws ScenarioException {
        return ScenarioDiff.between(
                Tiny.load(base).resolvedYaml(), Tiny.load(head, sets).resolvedYaml());
    }

    @Test
    void theSameScenarioHasNoChanges() throws ScenarioException {
        assertThat(between(Tiny.TEXT, Tiny.TEXT)).isEmpty();
    }

    /** Lines before the scenario move every place; a comment and a source say something else; 1.8 M is written out. */
    @Test
    void placesCommentsSourcesAndSpellingDoNotCount() throws ScenarioException {
        String other = "# a\n# b\n" + Tiny.with("window: 1.8 M", "window: 1800000");
        assertThat(other).isNotEqualTo(Tiny.TEXT);
        assertThat(between(Tiny.TEXT, other.replace("source: assumed", "source: measured")))
                .isEmpty();
    }

    @Test
    void aValueIsChangedAtThePathAndLineWhereItIsWritten() throws ScenarioException {
        assertThat(between(Tiny.TEXT, Tiny.with("window: 1.8 M", "window: 3.6 M")))
                .containsExactly(new Change(
                        Kind.CHANGED,
                        "limits.plans.pro.window",
                        window("1.8 M"),
                        window("3.6 M"),
                        "tiny.yaml",
                        Tiny.line("window: 1.8 M")));
    }

    /** As the scenario of the tests goes on after the number. */
    private static String window(String number) {
        int at = Tiny.TEXT.indexOf("window: 1.8 M") + "window: 1.8 M".length();
        return number
                + Tiny.TEXT.substring(at).replaceFirst("(?s)[,}\n#].*", "").stripTrailing();
    }

    @Test
    void anOptionHasNoLine() throws ScenarioException {
        assertThat(between(Tiny.TEXT, Tiny.TEXT, "run.seed=77")).singleElement().satisfies(change -> {
            assertThat(change.path()).isEqualTo("run.seed");
            assertThat(change.head()).isEqualTo("77");
            assertThat(change.file()).isEmpty();
            assertThat(change.line()).isZero();
        });
    }

    /** Lists of named things are compared by name, so that an item more does not shift the others. */
    @Test
    void itemsAreAddedAndRemovedByName() throws ScenarioException {
        String one = "\nvariants:\n  - {name: a, label: A}\n  - {name: c, label: C}\n";
        String two = "\nvariants:\n  - {name: a, label: A}\n  - {name: b, label: B}\n  - {name: c, label: See}\n";
        List<Change> forth = between(Tiny.TEXT + one, Tiny.TEXT + two);
        assertThat(forth)
                .extracting(Change::kind, Change::path, Change::base, Change::head)
                .containsExactly(
                        tuple(Kind.ADDED, "variants.b", "", "{name: b, label: B}"),
                        tuple(Kind.CHANGED, "variants.c.label", "C", "See"));
        List<Change> back = between(Tiny.TEXT + two, Tiny.TEXT + one);
        assertThat(back.get(0).kind()).isEqualTo(Kind.REMOVED);
        assertThat(back.get(0).base()).isEqualTo("{name: b, label: B}");
    }

    /** The order decides which draws a plan gets. */
    @Test
    void anotherOrderIsAChange() throws ScenarioException {
        assertThat(between(
                        Tiny.TEXT + "\nvariants:\n  - {name: a, label: A}\n  - {name: b, label: B}\n",
                        Tiny.TEXT + "\nvariants:\n  - {name: b, label: B}\n  - {name: a, label: A}\n"))
                .singleElement()
                .satisfies(change -> assertThat(change.path() + " " + change.base() + " " + change.head())
                        .isEqualTo("variants order a, b order b, a"));
    }

    /** What is not written counts as its default, both ways. */
    @Test
    void aDefaultThatIsWrittenOutIsNoChange() throws ScenarioException {
        String usual = Tiny.load(Tiny.TEXT).resolvedYaml();
        assertThat(usual).contains("# anchors: usual, by default\n").contains("\nrun:\n");
        String written = usual.replace("\nrun:\n", "\nrun:\n  anchors: usual\n");
        assertThat(ScenarioDiff.between(usual, written)).isEmpty();
        String other = usual.replace("\nrun:\n", "\nrun:\n  anchors: all\n");
        assertThat(ScenarioDiff.between(usual, other))
                .extracting(Change::path, Change::base, Change::head)
                .containsExactly(tuple("run.anchors", "usual", "all"));
    }

    @Test
    void pathsAreSorted() throws ScenarioException {
        assertThat(between(Tiny.TEXT, Tiny.TEXT, "title=Other", "run.seed=77", "injection-share=10 %"))
                .extracting(Change::path)
                .containsExactly("injection-share", "run.seed", "title");
    }

    /** A report folder may come from anywhere. */
    @Test
    void whatIsNoScenarioIsRefused() {
        assertThatThrownBy(() -> ScenarioDiff.between("[1, 2]", "a: 1"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("need a map with keys");
        assertThatThrownBy(() -> ScenarioDiff.between("a: 1", "a: {"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("not YAML");
    }
}

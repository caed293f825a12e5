package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code diff} as a user meets it: a scenario as it is, made worse, and with another seed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiffContractTest {
    private static final String GATE = "p50(tpot){model=*} 2 %";
    private static final String SLOWER = "  efficiency: {value: 1.8, source: \"assumed: half as slow again\"}";

    private Path folder = Path.of("");
    private String base = "";
    private String same = "";
    private String worse = "";
    private String seeded = "";
    private int line;

    @BeforeAll
    void run(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Path scenarios = Files.createDirectory(folder.resolve("scenarios"));
        try (Stream<Path> shipped = Files.list(Path.of("scenarios"))) {
            for (Path each : shipped.toList()) {
                Files.copy(each, scenarios.resolve(each.getFileName().toString()));
            }
        }
        Path gate = scenarios.resolve("gate.yaml");
        base = run(gate, "base");
        same = run(gate, "same");
        seeded = run(gate, "seeded", "--seed=2", "--set=phases.morning.label=<i>a|b\u202E");
        List<String> lines = new ArrayList<>(Files.readAllLines(gate));
        line = lines.indexOf("supply:") + 2;
        lines.add(line - 1, SLOWER);
        Files.write(gate, lines);
        worse = run(gate, "worse");
    }

    private String run(Path scenario, String name, String... more) {
        String out = folder.resolve(name).toString();
        List<String> args = new ArrayList<>(List.of(more));
        args.addAll(0, List.of("run", scenario.toString(), "--out", out, "--threads=1", "--set=run.warm-up=0 s"));
        args.add("--set=phases.morning.length=1 min");
        Cli run = Cli.run(args.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return out;
    }

    private static Cli diff(String base, String head, String... more) {
        List<String> args = new ArrayList<>(List.of("diff", base, head));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new));
    }

    @Test
    void anUnchangedScenarioPasses() {
        Cli diff = diff(base, same, "--gate", GATE, "--fail-if-worse=0");
        assertThat(diff.code()).as(diff.err()).isZero();
        assertThat(diff.err()).isEmpty();
        assertThat(diff.out())
                .startsWith("gate, two runs\nPaired: ")
                .contains("\n\nCHANGES OF THE SCENARIO\nnone\n", "\nGATE\n", "\nMEASURES\n")
                .contains("(0 % ±0 %), tolerated +2 %")
                .containsPattern("p50\\(ttft\\)\\{phase=morning,tier=negotiated} .* 0 ±0 ms +same\n")
                .doesNotContain("worse\n", "better\n", "undecided\n", "no data\n", "IN ONE RUN ONLY");
    }

    @Test
    void aWorseningFailsOnItsLine() {
        Cli diff = diff(base, worse, "--gate", GATE);
        assertThat(diff.code()).isEqualTo(1);
        assertThat(diff.out())
                .contains("\nCHANGES OF THE SCENARIO\n~ supply.efficiency: 1.2 → 1.8  (gate.yaml:" + line + ")\n")
                .containsPattern("p50\\(tpot\\)\\{model=haiku,phase=morning} .* \\+[0-9.]+ ±[0-9.]+ ms +worse\n")
                .containsPattern("\nfailed +haiku p50\\(tpot\\) morning: ");
        assertThat(diff.errLines().get(0))
                .matches(
                        "haiku p50\\(tpot\\) morning: [0-9.]+ ms → [0-9.]+ ms \\(\\+[0-9]+ % ±[0-9.]+ %\\), tolerated \\+2 %; "
                                + "changed: supply\\.efficiency: 1\\.2 → 1\\.8");

        Cli annotated = diff(base, worse, "--gate", GATE, "--github=scenarios/");
        assertThat(annotated.code()).isEqualTo(1);
        assertThat(annotated.errLines().get(0))
                .startsWith("::error file=scenarios/gate.yaml,line=" + line
                        + ",title=worse than tolerated::haiku p50(tpot)")
                .endsWith(" %25), tolerated +2 %25; changed: supply.efficiency: 1.2 → 1.8");
    }

    @Test
    void aWorseningWithinWhatIsToleratedPasses() {
        Cli diff = diff(base, worse, "--gate", "p50(tpot){model=haiku} 500 %");
        assertThat(diff.code()).as(diff.err()).isZero();
        assertThat(diff.out()).contains("\npassed ", "tolerated +500 %");
    }

    /** The other way round the same change is an improvement. */
    @Test
    void anImprovementPasses() {
        assertThat(diff(worse, base, "--gate", "p50(tpot){model=haiku} 0 %").code())
                .isZero();
    }

    @Test
    void whatHasNoDataIsUndecided() {
        Cli diff = diff(base, worse, "--gate", "p99(queue_wait){plan=free} 5 %");
        assertThat(diff.code()).isEqualTo(4);
        assertThat(diff.err())
                .isEqualTo("free p99(queue_wait) morning: – → – (from 0), tolerated +5 %; a run does not know it\n");
    }

    @Test
    void otherSeedsAreRefusedUnlessUnpaired() {
        Cli paired = diff(base, seeded);
        assertThat(paired.code()).isEqualTo(2);
        assertThat(paired.out()).isEmpty();
        assertThat(paired.err())
                .isEqualTo(base + " and " + seeded + " cannot be paired: seed: 1 in the first, 2 in the second; "
                        + "--unpaired compares them with wider intervals\n");
        Cli unpaired = diff(base, seeded, "--unpaired");
        assertThat(unpaired.code()).as(unpaired.err()).isZero();
        assertThat(unpaired.out()).contains("\nNot paired: ", "\n~ run.seed: 1 → 2\n");
    }

    @Test
    void otherPhasesAreRefusedInAnyWay() {
        String tiny = folder.resolve("tiny").toString();
        assertThat(Cli.runShort("--cells=1", "--out", tiny).code()).isZero();
        Cli diff = diff(base, tiny, "--unpaired");
        assertThat(diff.code()).isEqualTo(2);
        assertThat(diff.err())
                .contains(
                        " cannot be compared: phases: morning from 2026-05-05T07:00 for 60 s in the first, before from ")
                .doesNotContain("--unpaired");
    }

    /** A build of the same version that is another program: the runs are compared, and it is said. */
    @Test
    void runsOfDifferentCodeAreComparedAndSaidToBe() throws IOException {
        assertThat(diff(base, same).out()).doesNotContain("Different builds");
        Path other = Files.createDirectory(folder.resolve("other-code"));
        String yaml = "scenario.resolved.yaml";
        Files.copy(Path.of(same, yaml), other.resolve(yaml));
        String measures = Files.readString(Path.of(same, "measures.json"));
        assertThat(measures).containsPattern("\"code\":\"[0-9a-f]{64}\"");
        Files.writeString(
                other.resolve("measures.json"),
                measures.replaceFirst("\"code\":\"[0-9a-f]{64}\"", "\"code\":\"" + "0".repeat(64) + "\""));

        String said = "Different builds of the program made the two runs: what differs may come from it as well as from"
                + " the scenario.";
        Cli diff = diff(base, other.toString(), "--gate", GATE);
        assertThat(diff.code()).as(diff.err()).isZero();
        assertThat(diff.out()).contains("95 %.\n" + said + "\n\nCHANGES OF THE SCENARIO\nnone\n");
        assertThat(diff(base, other.toString(), "--format=markdown").out()).contains(" 95 %. " + said + "\n\n## ");
        assertThat(diff(base, other.toString(), "--format=json").out()).contains("\"same_code\" : false");
    }

    @Test
    void jsonHasEverything() {
        Cli diff = diff(base, worse, "--all", "--format=json", "--gate", GATE);
        JsonNode json = JsonMapper.builder().build().readTree(diff.out());
        assertThat(json.path("schema_version").asInt()).isEqualTo(1);
        assertThat(json.path("paired").asBoolean()).isTrue();
        assertThat(json.path("changes").path(0).path("path").asString()).isEqualTo("supply.efficiency");
        assertThat(json.path("changes").path(0).path("line").asInt()).isEqualTo(line);
        assertThat(json.path("gates")).hasSize(2);
        assertThat(json.path("gates").path(0).path("outcome").asString()).isEqualTo("FAILED");
        assertThat(json.path("measures").size()).isGreaterThan(100);
        for (JsonNode each : json.path("measures")) {
            assertThat(each.path("verdict").asString()).matches("BETTER|WORSE|SAME|UNDECIDED|NO_DATA");
            assertThat(each.path("change").has("half_width")).isTrue();
        }
    }

    /** A table of Markdown has as many cells in every row; what a scenario says cannot mark anything up. */
    @Test
    void markdownGoesToItsFile() throws IOException {
        Path file = folder.resolve("diff.md");
        Cli diff = diff(base, seeded, "--unpaired", "--format=markdown", "--out", file.toString());
        assertThat(diff).isEqualTo(new Cli(0, "", ""));
        String text = Files.readString(file);
        assertThat(text)
                .startsWith("# gate, two runs\n")
                .contains("\n- \\~ run.seed: 1 → 2", "phases.morning.label: morning → ")
                .contains("&lt;i>a\\|b")
                .doesNotContain("<i>", "\u202E");
        assertThat(text.lines().filter(each -> each.startsWith("|")))
                .hasSizeGreaterThan(10)
                .allMatch(row ->
                        row.replace("\\|", "").chars().filter(c -> c == '|').count() == 6);
    }

    @Test
    void moreMeasuresAreComparedWhenAskedFor() {
        assertThat(diff(base, same).out()).doesNotContain("p99(tpot)");
        assertThat(diff(base, same, "--measure", "p99(tpot){model=haiku}").out())
                .contains("\np99(tpot){model=haiku,phase=morning} ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--gate=p95(ttft) 5 %",
                "--gate=p50(ttft)",
                "--measure=p50(ttft){plan=nobody}",
                "--measure=ttft",
                "--fail-if-worse=-1",
                "--fail-if-worse=x",
                "--format=xml",
                "--out=nowhere/at/all.txt"
            })
    void mistakesAreRefused(String option) {
        Cli diff = diff(base, same, option);
        assertThat(diff.code()).as(diff.out()).isEqualTo(2);
        assertThat(diff.out()).isEmpty();
        assertThat(diff.err()).isNotEmpty().doesNotContain("Exception", "could not finish");
    }

    @Test
    void foldersWithoutMeasuresOrScenarioAreRefused() throws IOException {
        Cli missing = diff(base, folder.resolve("nowhere").toString());
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("measures.json: no such file; name the report folder of a finished run");

        Path half = Files.createDirectory(folder.resolve("half"));
        Files.copy(Path.of(base, "measures.json"), half.resolve("measures.json"));
        Cli without = diff(base, half.toString());
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("scenario.resolved.yaml: no such file");

        String cut = Files.readString(half.resolve("measures.json"));
        Files.writeString(half.resolve("measures.json"), cut.substring(0, cut.length() / 2));
        assertThat(diff(base, half.toString()).code()).isEqualTo(2);
        Files.copy(Path.of(base, "scenario.resolved.yaml"), half.resolve("scenario.resolved.yaml"));
        Files.writeString(half.resolve("measures.json"), cut.replace("\"p50(ttft){", "\"p50(ttft}{"));
        Cli other = diff(base, half.toString());
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).startsWith("no name of a measured value: 'p50(ttft}{");
    }
}

package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.RunSummary;
import io.tidegate.report.SummaryJson;
import io.tidegate.scenario.PhaseSpec;
import io.tidegate.scenario.ScenarioLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README and the page about experiments do what they say. */
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w+)\n((?s:.*?))^```$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
    private static final Pattern PROGRAM =
            Pattern.compile("(?:tidegate|java (?:-Xmx\\w+ )?-jar target/tidegate\\.jar) (.*)");

    private static final Path EXPERIMENTS = Path.of("src", "site", "experiments.md");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    Path folder;

    /**
     * Every command of the program, in order. Runs, but for those of the gate, are shortened: one cell, a minute of each phase, nothing before it; and reports
     * go to a folder of the test.
     */
    @Test
    void everyCommandWorks() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Path page : List.of(Headlines.README, EXPERIMENTS)) {
            blocks(page, "console").forEach(block -> lines.addAll(block.lines().toList()));
        }
        assertThat(lines)
                .allMatch(
                        line -> line.startsWith("mvn ") || PROGRAM.matcher(line).matches());
        int found = 0;
        for (String line : lines) {
            Matcher program = PROGRAM.matcher(line.replaceFirst(" +#.*", ""));
            if (program.matches()) {
                Cli command = Cli.run(shortened(words(program.group(1))));
                assertThat(command.code()).as(line + "\n" + command.err()).isZero();
                assertThat(command.out()).isNotEmpty();
                found++;
            }
        }
        assertThat(found).isGreaterThan(20);
    }

    /** The first command of all: what Maven runs without further words is the scenario that the report folder is named for. */
    @Test
    void theMainJobIsTheDefaultScenario() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<exec.args>run scenarios/capacity-injection.yaml</exec.args>");
        assertThat(blocks("console").get(0)).matches("(?s)mvn -q compile exec:java +#.*\nmvn -q verify +#.*\n");
        assertThat(readme()).contains("`target/tidegate/capacity-injection`");
    }

    @Test
    void theScenarioShownIsValid() throws IOException {
        try (Stream<Path> scenarios = Files.list(Path.of("scenarios"))) {
            for (Path scenario : scenarios.toList()) {
                Files.copy(scenario, folder.resolve(scenario.getFileName().toString()));
            }
        }
        List<String> shown = blocks("yaml");
        assertThat(shown).hasSize(1);
        Path file = Files.writeString(folder.resolve("shown.yaml"), shown.get(0));

        Cli check = Cli.run("check", file.toString());
        assertThat(check.code()).as(check.err()).isZero();
        assertThat(Cli.run("render", file.toString()).out()).contains("5.4 M credits", "2026-06-07T00:00");
    }

    /** The sweep in a matrix is the workflow that lies beside it, which its own test reads. */
    @Test
    void theWorkflowShownIsTheFile() throws IOException {
        assertThat(blocks("yml")).containsExactly(Files.readString(Path.of("src/ci/github-sweep.yml")));
    }

    /**
     * The cluster from Maven's artifacts is one that its test starts: processes of the classes and properties that
     * {@link LoopbackCluster} gives them, on loopback, and a sweep that the program without its cluster accepts.
     */
    @Test
    void theClusterShownIsTheOneThatIsTested() throws Exception {
        List<String> shown = blocks("sh");
        assertThat(shown).hasSize(1);
        String cluster = shown.get(0);
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        bash.getOutputStream().write(cluster.getBytes(StandardCharsets.UTF_8));
        bash.getOutputStream().close();
        assertThat(bash.waitFor()).isZero();

        List<String> lines = cluster.lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("mvn -q -P spark -DskipTests verify");
        assertThat(lines.get(1)).startsWith("export ");
        LoopbackCluster.ENVIRONMENT.forEach(
                (name, value) -> assertThat(lines.get(1)).contains(" " + name + "=" + value));
        assertThat(lines.get(1)).contains(" SPARK_HOME=$PWD/target/spark ");
        assertThat(lines.get(2))
                .contains(
                        LoopbackCluster.NO_REST, " " + LoopbackCluster.MASTER + " --host 127.0.0.1 ", " --port 7077 ");
        assertThat(lines.get(3))
                .contains(" " + LoopbackCluster.WORKER + " --host 127.0.0.1 ", " spark://127.0.0.1:7077 &");
        List<String> words = words(lines.get(4));
        int main = words.indexOf(Main.class.getName());
        assertThat(words.subList(0, main)).containsSequence("-cp", "\"target/tidegate.jar:$SPARK_HOME/jars/*\"");
        List<String> command = words.subList(main + 1, words.size());
        assertThat(command).endsWith("--master", "spark://127.0.0.1:7077");
        List<String> args = new ArrayList<>(command.subList(0, command.size() - 2));
        args.addAll(Cli.SHORT);
        args.addAll(List.of("--out", folder.resolve("swept").toString()));
        Cli swept = Cli.run(args.toArray(String[]::new));
        assertThat(swept.code()).as(swept.err()).isZero();
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Headlines.README));
        try (Stream<Path> site = Files.list(EXPERIMENTS.resolveSibling("."))) {
            site.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
        }
        assertThat(pages).hasSizeGreaterThan(3);
        int found = 0;
        for (Path page : pages) {
            Matcher link = LINK.matcher(Files.readString(page));
            for (; link.find(); found++) {
                String to = link.group(1);
                assertThat(to.startsWith("https://")
                                || Files.exists(page.toAbsolutePath().resolveSibling(to)))
                        .as(page + " links to " + to)
                        .isTrue();
            }
        }
        assertThat(found).isGreaterThan(20);
    }

    @Test
    void itIsShortAndNamesEveryPackageAndScenario() throws IOException {
        assertThat(readme().lines()).hasSizeLessThan(250);
        try (Stream<Path> entries = Files.list(Path.of("src/main/java/io/tidegate"))) {
            assertThat(entries.filter(Files::isDirectory).map(each -> "| `" + each.getFileName() + "` |"))
                    .allMatch(readme()::contains);
        }
        try (Stream<Path> entries = Files.list(Path.of("scenarios"))) {
            assertThat(entries.map(each -> "(scenarios/" + each.getFileName() + ")"))
                    .allMatch(readme()::contains);
        }
    }

    /** What writes the results into README: phases in which runs agree have one column, others one a run. */
    @Test
    void resultsAreWrittenBetweenTheirMarks() throws Exception {
        RunSummary run = run("one", "--seed=1");
        RunSummary other = run("two", "--seed=2");
        int plans = run.phases().get(0).populations().size();

        String alike = Headlines.tables(List.of(run, run));
        assertThat(alike.lines().filter(line -> line.startsWith("|")))
                .hasSize(3 * (2 + plans))
                .allMatch(line -> line.chars().filter(c -> c == '|').count() == 2 + 2)
                .contains("| TTFT, median | before | after |");
        assertThat(Headlines.tables(List.of(run, other)))
                .contains("| TTFT, median | before, 25.0 % | before, 25.0 % | after, 25.0 % | after, 25.0 % |");
        assertThat(Headlines.replaced("a\n<!-- results: begin -->\nold<!-- results: end -->\nb\n", alike))
                .isEqualTo("a\n<!-- results: begin -->\n" + alike + "\n<!-- results: end -->\nb\n");
        assertThat(Headlines.replaced(readme(), alike)).contains(alike);
    }

    private RunSummary run(String name, String seed) throws Exception {
        Path report = folder.resolve(name);
        assertThat(Cli.runShort("--cells=1", seed, "--out", report.toString()).code())
                .isZero();
        return SummaryJson.read(report.resolve("summary.json"));
    }

    /** The words of a line, some of them in quotes. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words;
    }

    private String[] shortened(List<String> words) throws Exception {
        List<String> args = new ArrayList<>();
        for (String word : words) {
            args.add(word.startsWith("target/") ? folder.resolve(word).toString() : word);
        }
        if (args.get(0).equals("run") && !args.get(1).endsWith("gate.yaml")) {
            Path scenario = Path.of(args.get(1));
            for (PhaseSpec phase :
                    ScenarioLoader.load(scenario, List.of()).scenario().phases()) {
                args.add("--set=phases." + phase.name() + ".length=1 min");
            }
            args.addAll(List.of("--set=run.pre-roll=0 s", "--set=run.warm-up=0 s", "--set=run.cells=1"));
            if (!args.contains("--out")) {
                String name = scenario.getFileName().toString().replace(".yaml", "");
                args.addAll(List.of(
                        "--out", folder.resolve("target/tidegate").resolve(name).toString(), "--overwrite"));
            }
        }
        return args.toArray(String[]::new);
    }

    private static List<String> blocks(String language) throws IOException {
        return blocks(Headlines.README, language);
    }

    private static List<String> blocks(Path page, String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            if (block.group(1).equals(language)) {
                blocks.add(block.group(2));
            }
        }
        return blocks;
    }

    private static String readme() throws IOException {
        return Files.readString(Headlines.README);
    }
}

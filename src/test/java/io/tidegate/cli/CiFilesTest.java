package io.tidegate.cli;

import static io.tidegate.CiFiles.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.CiFiles;
import io.tidegate.experiment.diff.Gate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files for continuous integration and clusters say what their readers expect, and what this program understands. */
class CiFilesTest {
    private static final Path GITLAB = Path.of("src/ci/gitlab.yml");
    private static final Path MATRIX = Path.of("src/ci/github-sweep.yml");
    private static final Path KUBERNETES = Path.of("src/ci/kubernetes-sweep.yaml");
    private static final Path SLURM = Path.of("src/ci/slurm-sweep.sh");
    private static final Pattern PROGRAM = Pattern.compile("java -jar \\S+ ([a-z]+) ([^\n]*)");
    private static final Pattern OPTION = Pattern.compile("(?<=[ (])(--[a-z-]+)");
    private static final Pattern INPUT = Pattern.compile("inputs\\.([a-z-]+)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Z_]+)");

    /** Every script of every file, by where it stands. */
    static Stream<Map.Entry<String, String>> scripts() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (Object step : (List<?>) at(CiFiles.yaml(CiFiles.ACTION), "runs", "steps")) {
            if (((Map<?, ?>) step).containsKey("run")) {
                all.put("action: " + at(step, "name"), at(step, "run").toString());
            }
        }
        List<String> lines = new ArrayList<>();
        for (Object command : (List<?>) at(CiFiles.yaml(GITLAB), "tidegate", "script")) {
            lines.add(command.toString());
        }
        all.put("gitlab", String.join("\n", lines));
        for (String job : List.of("shard", "merge")) {
            for (Object step : (List<?>) at(CiFiles.yaml(MATRIX), "jobs", job, "steps")) {
                String text = String.valueOf(((Map<?, ?>) step).get("run"));
                if (text.contains("java")) {
                    all.put("matrix: " + job, text.replaceAll("\\$\\{\\{[^}]*}}", "1"));
                }
            }
        }
        all.put("kubernetes", at(pod(), "args", 0).toString());
        all.put("slurm", Files.readString(SLURM));
        return all.entrySet().stream();
    }

    private static Object pod() throws IOException {
        return at(CiFiles.yaml(KUBERNETES), "spec", "template", "spec", "containers", 0);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scriptsAreShell(Map.Entry<String, String> script) throws Exception {
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        bash.getOutputStream().write(script.getValue().getBytes(StandardCharsets.UTF_8));
        bash.getOutputStream().close();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
    }

    /** Every command of the program and each of its options. */
    @ParameterizedTest
    @MethodSource("scripts")
    void optionsAreThoseOfTheProgram(Map.Entry<String, String> script) {
        Matcher command = PROGRAM.matcher(script.getValue().replace("\\\n", " "));
        int found = 0;
        while (command.find()) {
            Cli help = Cli.run(command.group(1), "--help");
            assertThat(help.out()).as(command.group()).startsWith("Usage: tidegate " + command.group(1) + " [");
            Matcher option = OPTION.matcher(
                    script.getValue().contains("options+=") && command.group(1).equals("diff")
                            ? " " + command.group(2) + " --gate --fail-if-worse"
                            : " " + command.group(2));
            while (option.find()) {
                assertThat(help.out()).containsPattern("(?m)^ +(-\\w, )?" + option.group(1) + "\\b");
                found++;
            }
        }
        assertThat(found)
                .as(script.getKey())
                .isGreaterThanOrEqualTo(script.getKey().matches(".*(Build|merge).*") ? 0 : 3);
    }

    @Test
    void theActionIsComposite() throws IOException {
        Map<?, ?> action = CiFiles.yaml(CiFiles.ACTION);
        assertThat(at(action, "name").toString()).isNotEmpty();
        assertThat(at(action, "description").toString()).isNotEmpty();
        assertThat(at(action, "runs", "using")).isEqualTo("composite");
        for (Map.Entry<?, ?> input : ((Map<?, ?>) at(action, "inputs")).entrySet()) {
            assertThat(at(input.getValue(), "description").toString()).isNotEmpty();
            boolean required = Boolean.TRUE.equals(at(input.getValue(), "required"));
            assertThat(((Map<?, ?>) input.getValue()).containsKey("default")).isNotEqualTo(required);
        }
    }

    /** Inputs reach a script by its environment alone, where their text cannot become a command. */
    @Test
    void inputsAreDeclaredAndCannotBeCommands() throws IOException {
        Map<?, ?> action = CiFiles.yaml(CiFiles.ACTION);
        Matcher used = INPUT.matcher(Files.readString(CiFiles.ACTION));
        TreeSet<String> names = new TreeSet<>();
        while (used.find()) {
            names.add(used.group(1));
        }
        Map<?, ?> declared = (Map<?, ?>) at(action, "inputs");
        assertThat(names).hasSize(declared.size()).allMatch(declared::containsKey);
        for (Object each : (List<?>) at(action, "runs", "steps")) {
            Map<?, ?> step = (Map<?, ?>) each;
            assertThat(step.containsKey("run")).isNotEqualTo(step.containsKey("uses"));
            if (step.containsKey("run")) {
                assertThat(step.get("shell")).isEqualTo("bash");
                assertThat(step.get("run").toString()).doesNotContain("${{");
                Map<?, ?> environment = step.containsKey("env") ? (Map<?, ?>) step.get("env") : Map.of();
                Matcher variable = VARIABLE.matcher(step.get("run").toString());
                while (variable.find()) {
                    assertThat(environment.containsKey(variable.group(1))
                                    || variable.group(1).matches("(GITHUB|RUNNER)_.*"))
                            .as(variable.group(1))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theWorkflowUsesTheActionAsItIsDeclared() throws IOException {
        Map<?, ?> workflow = CiFiles.yaml(CiFiles.WORKFLOW);
        assertThat(workflow.containsKey("on")).isTrue();
        assertThat(((Map<?, ?>) at(workflow, "on")).containsKey("pull_request")).isTrue();
        assertThat(at(workflow, "permissions", "contents")).isEqualTo("read");
        assertThat(at(workflow, "jobs", "gate", "runs-on").toString()).startsWith("ubuntu-");
        Object step = at(workflow, "jobs", "gate", "steps", 1);
        assertThat(Path.of(at(step, "uses").toString(), "action.yml").normalize())
                .isEqualTo(CiFiles.ACTION);
        Map<?, ?> declared = (Map<?, ?>) at(CiFiles.yaml(CiFiles.ACTION), "inputs");
        Map<?, ?> given = (Map<?, ?>) at(step, "with");
        assertThat(given.keySet()).allMatch(declared::containsKey);
        declared.forEach((name, input) -> assertThat(
                        given.containsKey(name) || ((Map<?, ?>) input).containsKey("default"))
                .as(name.toString())
                .isTrue());
        assertThat(Files.exists(Path.of(at(given, "scenario").toString()))).isTrue();
        assertThat(CiFiles.gates().stream().map(Gate::parse)).hasSizeGreaterThan(1);
    }

    /** A tag or a commit, or a folder of this repository. */
    @Test
    void whatOthersWroteIsPinned() throws IOException {
        for (Path file : List.of(CiFiles.ACTION, CiFiles.WORKFLOW, MATRIX)) {
            assertThat(Files.readString(file).lines().filter(line -> line.contains("uses:")))
                    .isNotEmpty()
                    .allMatch(line -> line.matches(
                            "[ {-]*uses: (\\./\\S+|[\\w-]+/[\\w-]+@(v\\d+(\\.\\d+)*|[0-9a-f]{40}))(, with: .*)?"));
        }
    }

    @Test
    void gitlabGatesTheSameMeasures() throws IOException {
        Map<?, ?> job = (Map<?, ?>) at(CiFiles.yaml(GITLAB), "tidegate");
        assertThat(job.containsKey("image") && job.containsKey("rules") && job.containsKey("artifacts"))
                .isTrue();
        String script = String.join(
                "\n",
                ((List<?>) at(job, "script")).stream().map(Object::toString).toList());
        assertThat(CiFiles.gates()).allMatch(gate -> script.contains("--gate '" + gate + "'"));
        assertThat(at(job, "variables", "SCENARIO")).isEqualTo("scenarios/gate.yaml");
    }

    @Test
    void theMatrixSweepsEveryShardAndMerges() throws IOException {
        assertThat(Files.readString(MATRIX).lines()).hasSizeLessThanOrEqualTo(20);
        Map<?, ?> jobs = (Map<?, ?>) at(CiFiles.yaml(MATRIX), "jobs");
        assertThat(at(jobs, "shard", "strategy", "matrix", "shard")).isEqualTo(List.of(1, 2, 3, 4));
        assertThat(at(jobs, "shard", "steps", 2, "run").toString()).contains("--shard ${{ matrix.shard }}/4 ");
        assertThat(at(jobs, "merge", "needs")).isEqualTo("shard");
    }

    /** Kubernetes counts from 0 and Slurm, as it is asked to, from 1; shards are counted from 1. */
    @Test
    void clustersRunEveryShardOnce() throws IOException {
        Map<?, ?> job = CiFiles.yaml(KUBERNETES);
        assertThat(at(job, "apiVersion")).isEqualTo("batch/v1");
        assertThat(at(job, "kind")).isEqualTo("Job");
        assertThat(at(job, "metadata", "name").toString()).matches("[a-z-]+");
        assertThat(at(job, "spec", "completionMode")).isEqualTo("Indexed");
        assertThat(at(job, "spec", "template", "spec", "restartPolicy")).isEqualTo("OnFailure");
        int shards = (Integer) at(job, "spec", "completions");
        assertThat(at(pod(), "args", 0).toString())
                .contains("shard=$((JOB_COMPLETION_INDEX + 1))", "--shard \"$shard/" + shards + "\"");
        assertThat(Files.readString(SLURM))
                .startsWith("#!/usr/bin/env bash\n")
                .containsPattern("(?m)^#SBATCH --array=1-\\d+$")
                .contains("--shard \"$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT\"");
    }
}

package io.tidegate.experiment.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.experiment.ModelTables;
import io.tidegate.experiment.sweep.LocalRunner;
import io.tidegate.experiment.sweep.RunTask;
import io.tidegate.experiment.sweep.TaskRunner;
import io.tidegate.scenario.ScenarioSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tasks on Spark in this process. */
@Tag("spark")
class SparkRunnerTest {
    private static final SparkMaster TWO_THREADS = new SparkMaster("local[2]");
    private static final String KEY = "0".repeat(64);

    private static List<RunTask> tasks() throws Exception {
        ScenarioSource tiny = ScenarioSource.read(Path.of("scenarios", "tiny.yaml"));
        List<RunTask> tasks = new ArrayList<>();
        for (int point = 0; point < 3; point++) {
            String scenario = tiny.with(List.of(
                            "run.cells=1",
                            "run.pre-roll=0 s",
                            "run.warm-up=0 s",
                            "phases.before.length=1 min",
                            "phases.after.length=1 min",
                            "demand.plans.pro.users=" + 1000 * (point + 1)))
                    .resolvedYaml();
            for (int replication = 0; replication < 2; replication++) {
                tasks.add(new RunTask(point, replication, "tiny", scenario, KEY));
            }
        }
        return tasks;
    }

    private static List<String> lines(TaskRunner runner, List<RunTask> tasks) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        runner.run(tasks, lines::add);
        return lines;
    }

    @Test
    void givesWhatThreadsOfThisProcessGive() throws Exception {
        List<String> local = lines(new LocalRunner(1, new ModelTables()), tasks());
        assertThat(local).doesNotHaveDuplicates().hasSize(6);
        assertThat(lines(new SparkRunner(TWO_THREADS), tasks())).containsExactlyInAnyOrderElementsOf(local);
    }

    @Test
    void keepsWhatIsFinishedBeforeATaskFailsAndSaysWhichInOneLine() throws Exception {
        List<RunTask> tasks = new ArrayList<>(tasks().subList(0, 2));
        tasks.add(new RunTask(7, 3, "broken", "name: broken", KEY));
        List<String> kept = new ArrayList<>();
        assertThatThrownBy(() -> new SparkRunner(new SparkMaster("local[1]")).run(tasks, kept::add))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("broken, replication 3: ");
        assertThat(kept).hasSize(2);
    }

    @Test
    void withoutTasksNothingIsStarted() throws Exception {
        assertThat(lines(new SparkRunner(new SparkMaster("spark://127.0.0.1:1")), List.of()))
                .isEmpty();
    }
}

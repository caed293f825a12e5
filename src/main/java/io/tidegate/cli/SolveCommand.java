package io.tidegate.cli;

import io.tidegate.experiment.expect.Condition;
import io.tidegate.experiment.solve.Solution;
import io.tidegate.experiment.solve.SolveSpec;
import io.tidegate.experiment.solve.Solver;
import io.tidegate.experiment.solve.VariedPath;
import io.tidegate.report.ReportException;
import io.tidegate.report.SolveReport;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code solve}: finds the least or greatest value of a scenario that meets conditions. */
@Command(
        name = "solve",
        description = "Find the least or greatest value that meets conditions, with an interval and the curve.",
        footerHeading = "%nExamples of PATH=FROM..TO:%n",
        footer = {
            "  events.limits-raised.set.limits.plans.pro.window='2 M credits..18 M credits'",
            "    a limit after an event; limits.plans.pro.window is that before it",
            "  supply.pools.home-sonnet.replicas=20..40     capacity, in whole replicas",
            "  injection-share='10 %%..40 %%'                 the injection, per cent",
            "  events.limits-raised.at=2026-05-06..2026-06-03   a date, in whole days",
            "Exit code 4: no answer, as the conditions are met everywhere or nowhere in the",
            "range, or there are too few cells, replications or data to tell."
        })
final class SolveCommand implements Callable<Integer> {
    /** Values that decide which people there are, so that two of them have nothing in common. */
    private static final Set<String> WHO =
            Set.of("run.seed", "run.cells", "run.fleet-cells", "run.replications", "run.zone");

    @Mixin
    private StudyOptions study = new StudyOptions();

    @Option(
            names = "--vary",
            paramLabel = "PATH=FROM..TO",
            required = true,
            description = "What is varied, and between which ends.")
    private String vary = "";

    @Option(
            names = "--subject-to",
            paramLabel = "CONDITION",
            required = true,
            description = "What must be met, such as 'p99(ttft){plan=pro,phase=after} < 5 s'; may be repeated. Only the"
                    + " phases that conditions name are simulated.")
    private List<String> conditions = new ArrayList<>();

    @ArgGroup
    private @Nullable Direction direction;

    /** Which end of what meets the conditions is looked for. */
    private static final class Direction {
        @Option(names = "--least", description = "Find the least value. Default: by which end meets the conditions.")
        private boolean least;

        @Option(names = "--greatest", description = "Find the greatest value.")
        private boolean greatest;
    }

    @Option(
            names = "--tolerance",
            paramLabel = "SHARE",
            description = "How near the answer shall be, relative to it. Default: 2 %%.")
    private String tolerance = "2 %";

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "Try only FROM and whole multiples of N above it. Default for replicas: as many as give the"
                    + " simulated cells one more.")
    private @Nullable Long step;

    @Option(
            names = "--budget",
            paramLabel = "N",
            description = "Requests that may be simulated, such as 500 M; replications are added near the answer until"
                    + " half of its interval is within the tolerance. Default: one walk with those of the scenario.")
    private @Nullable String budget;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ScenarioException, ReportException, IOException, InterruptedException {
        VariedPath path = path();
        double near = study.share("--tolerance", tolerance);
        long requests = budget == null ? 0 : StudyOptions.requests(spec, "--budget", budget);
        LoadedScenario loaded = study.load();
        List<Condition> goals = new ArrayList<>();
        for (String text : conditions) {
            goals.add(study.condition("--subject-to", text, loaded));
        }
        @Nullable Boolean greatest = direction == null ? null : Boolean.valueOf(direction.greatest && !direction.least);
        SolveSpec asked = new SolveSpec(path, goals, greatest, near, requests);
        return study.run(
                loaded,
                (phase, variant) -> goals.stream().anyMatch(goal -> goal.about(phase, variant)),
                (evaluator, progress) -> {
                    try {
                        return result(Solver.solve(evaluator, asked));
                    } catch (ScenarioException bad) {
                        throw asTyped(bad, path.path());
                    }
                });
    }

    private VariedPath path() {
        try {
            VariedPath path = VariedPath.parse(vary);
            if (WHO.contains(path.path())) {
                throw study.misuse(
                        "--vary " + path.path() + ": with other values it is other people that are simulated,"
                                + " so that nothing can be compared");
            }
            if (step != null && step < 1) {
                throw study.misuse("--step must be 1 or more, found " + step);
            }
            return step == null ? path : path.by(step);
        } catch (IllegalArgumentException bad) {
            throw study.misuse("--vary: " + bad.getMessage());
        }
    }

    /** Settings of a value that is tried are reported as the option that was typed. */
    private static ScenarioException asTyped(ScenarioException bad, String path) {
        return new ScenarioException(bad.messages().stream()
                .map(each ->
                        each.startsWith("--set " + path + "=") ? "--vary" + each.substring("--set".length()) : each)
                .toList());
    }

    private static StudyOptions.Result result(Solution found) {
        return new StudyOptions.Result(
                SolveReport.text(found),
                folder -> SolveReport.write(found, folder),
                found.status() == Solution.Status.ANSWERED ? Main.DONE : Main.UNDECIDED);
    }
}

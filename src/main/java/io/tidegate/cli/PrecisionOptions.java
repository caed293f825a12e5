package io.tidegate.cli;

import io.tidegate.experiment.Experiment;
import io.tidegate.experiment.Measured;
import io.tidegate.experiment.RunResult;
import io.tidegate.experiment.expect.Condition;
import io.tidegate.experiment.precision.StoppingRule;
import io.tidegate.measure.Estimate;
import io.tidegate.report.Figures;
import io.tidegate.report.MeasureFigures;
import io.tidegate.report.Tables;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How precise a run shall be, whatever number of replications that takes. */
final class PrecisionOptions {
    @Option(
            names = "--precision",
            paramLabel = "MEASURE=SHARE",
            description = "Add replications until half of the measure's 95 %% interval is within a share of it, such as"
                    + " 'p50(ttft){plan=pro,phase=after}=5 %%'.")
    private @Nullable String precision;

    @Option(
            names = "--budget",
            paramLabel = "N",
            description =
                    "Requests that --precision may simulate, such as 500 M; the first batch of replications always"
                            + " is. Default: no limit.")
    private @Nullable String budget;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Binds the same scenario with so many replications. */
    interface Replicated {
        LoadedScenario with(int replications) throws ScenarioException;
    }

    /**
     * A finished run.
     *
     * @param loaded the scenario with the replications that were run
     * @param result what they gave
     * @param note how precise it is; empty where nothing was asked for
     */
    record Run(LoadedScenario loaded, RunResult result, String note) {}

    /** What is asked for: a measure, and when it is known well enough. */
    private record Aim(Condition measure, StoppingRule rule) {
        Estimate value(Measured measured) {
            return measure.value(measured).estimate();
        }
    }

    /** Refuses what is wrong with the options, before anything is simulated. */
    void check(LoadedScenario loaded) {
        aim(loaded);
    }

    private @Nullable Aim aim(LoadedScenario loaded) {
        if (precision == null) {
            if (budget != null) {
                throw new ParameterException(spec.commandLine(), "--budget needs --precision");
            }
            return null;
        }
        int split = precision.lastIndexOf('=');
        if (split < 1 || precision.indexOf('}', split) >= 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    Tables.clean(
                            "--precision needs MEASURE=SHARE, such as 'p50(ttft){plan=pro,phase=after}=5 %', found '"
                                    + precision + "'"));
        }
        Condition measure = StudyOptions.measure(
                spec, "--precision", precision.substring(0, split).strip(), loaded);
        double share = StudyOptions.share(
                spec, "--precision", precision.substring(split + 1).strip());
        long requests = budget == null ? 0 : StudyOptions.requests(spec, "--budget", budget);
        return new Aim(
                measure,
                new StoppingRule(share, requests, loaded.scenario().run().cells()));
    }

    /** Runs a scenario with its replications, or with as many as the precision takes, at least those. */
    Run run(LoadedScenario loaded, Replicated replicated, Experiment experiment)
            throws ScenarioException, InterruptedException {
        Aim aim = aim(loaded);
        if (aim == null) {
            return new Run(loaded, experiment.run(), "");
        }
        int first = StrictMath.max(
                loaded.scenario().run().replications(), aim.rule().first());
        Growing growing = new Growing(aim, replicated);
        RunResult result = experiment.run(first, growing);
        return new Run(growing.loaded(), result, note(aim, result, growing.loaded()));
    }

    /** Decides between batches, and binds the scenario anew at the end. */
    private static final class Growing implements Experiment.Batches {
        private final Aim aim;
        private final Replicated replicated;
        private @Nullable LoadedScenario bound;

        Growing(Aim aim, Replicated replicated) {
            this.aim = aim;
            this.replicated = replicated;
        }

        @Override
        public int next(int replications, Measured measured) {
            return aim.rule().next(aim.value(measured), replications, measured.requests());
        }

        @Override
        public LoadedScenario with(int replications) {
            try {
                bound = replicated.with(replications);
                return bound;
            } catch (ScenarioException never) {
                throw new IllegalStateException("valid with other replications", never);
            }
        }

        LoadedScenario loaded() {
            return Objects.requireNonNull(bound, "the run is finished");
        }
    }

    private static String note(Aim aim, RunResult result, LoadedScenario loaded) {
        int replications = loaded.scenario().run().replications();
        Estimate value = aim.value(result.measured());
        String reached = Figures.share(aim.rule().relative());
        String how = switch (aim.rule().end(value, replications)) {
            case REACHED -> "within " + reached;
            case BUDGET_ENDED ->
                "not within " + reached + ": the next replication would pass the budget of "
                        + Figures.count((double) aim.rule().budget()) + " requests";
            case NEVER -> "not within " + reached + ": no scenario may have more replications";
        };
        return Tables.clean("Precision: " + aim.measure().valueText() + " is "
                + MeasureFigures.value(aim.measure().dimension(), value) + " after " + replications
                + (replications == 1 ? " replication, " : " replications, ") + how + ".");
    }
}

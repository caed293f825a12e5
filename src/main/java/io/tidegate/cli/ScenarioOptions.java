package io.tidegate.cli;

import io.tidegate.experiment.expect.Expectations;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import io.tidegate.scenario.ScenarioSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which scenario a command works on. */
final class ScenarioOptions {
    @Parameters(paramLabel = "SCENARIO", description = "A scenario file (YAML).")
    private Path scenario = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Set a value of the scenario, such as injection-share=15%%; may be repeated, wins over the file.")
    private List<String> sets = new ArrayList<>();

    /** Reads the scenario, with further settings that win over all, and refuses it also for what it expects. */
    LoadedScenario load(List<String> more) throws ScenarioException {
        List<String> all = new ArrayList<>(sets);
        all.addAll(more);
        LoadedScenario loaded = ScenarioLoader.load(scenario, all);
        Expectations.of(loaded, List.of());
        return loaded;
    }

    /** Reads the scenario's text, from which scenarios with other values can be bound. */
    ScenarioSource source() throws ScenarioException {
        return ScenarioSource.read(scenario);
    }

    /** The scenario's file, as it was given. */
    Path file() {
        return scenario;
    }

    /** Values that win over the file, each {@code path=value}. */
    List<String> sets() {
        return List.copyOf(sets);
    }
}

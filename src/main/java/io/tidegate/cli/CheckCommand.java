package io.tidegate.cli;

import io.tidegate.report.Tables;
import io.tidegate.scenario.Assumption;
import io.tidegate.scenario.LoadedScenario;
import io.tidegate.scenario.ScenarioException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}: reads a scenario and says what is wrong or unwise. */
@Command(name = "check", description = "Validate a scenario: all errors at once, each with its place.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ScenarioException {
        LoadedScenario loaded = options.load(List.of());
        PrintWriter out = spec.commandLine().getOut();
        loaded.warnings().forEach(warning -> out.println("warning: " + Tables.clean(warning)));
        long assumed = loaded.sources().stream().filter(Assumption::isAssumed).count();
        out.println(loaded.scenario().name() + ": valid; " + loaded.sources().size() + " values, " + assumed
                + " of them assumed");
        if (!loaded.variants().isEmpty()) {
            int phases = loaded.scenario().phases().size();
            out.println(loaded.variants().size() + " variants of " + phases + (phases == 1 ? " phase: " : " phases: ")
                    + String.join(", ", loaded.variants()));
        }
        int expected = loaded.extras().expect().size();
        if (expected > 0) {
            out.println(expected + (expected == 1 ? " expectation" : " expectations"));
        }
        return Main.DONE;
    }
}

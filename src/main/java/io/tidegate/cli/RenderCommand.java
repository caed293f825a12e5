package io.tidegate.cli;

import io.tidegate.scenario.ScenarioException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code render}: prints the scenario as it is after all overlays. */
@Command(name = "render", description = "Print the resolved scenario with the origin of each value.")
final class RenderCommand implements Callable<Integer> {
    @Mixin
    private ScenarioOptions options = new ScenarioOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ScenarioException {
        spec.commandLine().getOut().print(options.load(List.of()).resolvedYaml());
        return Main.DONE;
    }
}

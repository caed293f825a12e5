package io.tidegate.cli;

import io.tidegate.scenario.CatalogListing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code catalog}: lists what scenarios can name. */
@Command(
        name = "catalog",
        description = "List accelerators, serving profiles, curves and recorded tables with their sources.",
        mixinStandardHelpOptions = true)
final class CatalogCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(CatalogListing.text());
        return Main.DONE;
    }
}

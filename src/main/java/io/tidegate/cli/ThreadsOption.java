package io.tidegate.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many threads a command computes with. */
final class ThreadsOption {
    private static final int MOST_THREADS = 1024;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads; results do not depend on it. Default: the processors of this machine.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /**
     * The number of threads.
     *
     * @throws ParameterException if there cannot be so many
     */
    int get() {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new ParameterException(
                    command.commandLine(), "--threads must be 1 to " + MOST_THREADS + ", found " + threads);
        }
        return threads;
    }
}

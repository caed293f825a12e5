package io.tidegate.cli;

import io.tidegate.experiment.spark.SparkMaster;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that sends work to a Spark cluster. */
final class MasterOption {
    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Run on Apache Spark instead of threads: local[N], local-cluster[WORKERS,CORES,MEGABYTES] or "
                    + "spark://HOST:PORT. Results do not depend on it.")
    private @Nullable String master;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /**
     * The cluster asked for; nothing without the option.
     *
     * @throws ParameterException if there can be none
     */
    @Nullable
    SparkMaster get() {
        if (master == null) {
            return null;
        }
        SparkMaster asked = asked(master);
        if (!SparkMaster.isSparkHere()) {
            throw refused("--master needs Apache Spark 4.2: java -cp \"tidegate.jar:$SPARK_HOME/jars/*\""
                    + " io.tidegate.cli.Main "
                    + command.name() + " ...");
        }
        if (!asked.canStart(System.getenv())) {
            throw refused("--master " + master
                    + " needs SPARK_HOME, a folder with Spark's jars in jars, and SPARK_SCALA_VERSION=2.13 in"
                    + " the environment");
        }
        return asked;
    }

    private SparkMaster asked(String text) {
        try {
            return new SparkMaster(text);
        } catch (IllegalArgumentException bad) {
            throw refused("--master: " + bad.getMessage());
        }
    }

    private ParameterException refused(String why) {
        return new ParameterException(command.commandLine(), why);
    }
}

package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees who asks for a cluster and has none. */
class MasterContractTest {
    @Test
    void withoutSparkOneLineSaysHowToAddIt(@TempDir Path folder) {
        Cli cli = Cli.runShort(
                "--master", "local[2]", "--out", folder.resolve("out").toString());
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.errLines())
                .containsExactly(
                        "--master needs Apache Spark 4.2: java -cp \"tidegate.jar:$SPARK_HOME/jars/*\""
                                + " io.tidegate.cli.Main run ...",
                        "Try 'tidegate run --help'.");
        assertThat(folder.resolve("out"))
                .satisfies(out -> assertThat(Files.exists(out)).isFalse());
    }

    @Test
    void aMasterThatIsNoneIsRefused() {
        Cli cli = Cli.runShort("--master", "yarn");
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.errLines())
                .containsExactly(
                        "--master: need local[N], local[*], local-cluster[WORKERS,CORES,MEGABYTES] or"
                                + " spark://HOST:PORT, found yarn",
                        "Try 'tidegate run --help'.");
    }
}

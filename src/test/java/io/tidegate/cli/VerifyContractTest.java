package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.experiment.verify.VerifySummary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} as a user meets it; what it finds has tests of its own, as it takes half a minute. */
class VerifyContractTest {
    private static Cli refused(String... options) {
        Cli cli = Cli.run(options);
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        return cli;
    }

    @Test
    void badOptionsAreRefusedBeforeAnythingIsSimulated(@TempDir Path folder) {
        assertThat(refused("verify", "--threads", "0").err()).contains("--threads must be 1 to 1024, found 0");
        assertThat(refused("verify", "--quick", "--full").err())
                .contains("--quick")
                .contains("--full");
        assertThat(refused("verify", "--seed", "x").err()).contains("--seed");
        assertThat(refused("verify", "more").err()).contains("more");
        String nowhere = folder.resolve("none").resolve("verify.json").toString();
        assertThat(refused("verify", "--json", nowhere).err()).contains(nowhere);
    }

    @Test
    void theExitCodeSaysWhetherAllHolds() {
        assertThat(VerifyCommand.code(new VerifySummary("1", "quick", 1, 1e-4, 3, 0, List.of())))
                .isZero();
        assertThat(VerifyCommand.code(new VerifySummary("1", "quick", 1, 1e-4, 3, 1, List.of())))
                .isEqualTo(1);
    }
}

package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.Dimension;
import io.tidegate.experiment.sensitivity.SobolIndex;
import io.tidegate.experiment.sensitivity.SobolIndex.Share;
import io.tidegate.experiment.sensitivity.SobolShares;
import io.tidegate.experiment.sensitivity.SobolShares.InputShares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where indices are known, and where they are not. */
class SobolReportTest {
    private static final Share NONE = new Share(Double.NaN, Double.NaN, Double.NaN);
    private static final SobolIndex KNOWN = new SobolIndex(new Share(0.611, 0.5, 0.7), new Share(0.62, 0.51, 0.71), 0);
    private static final SobolIndex SMALL =
            new SobolIndex(new Share(-0.01, -0.03, 0.01), new Share(0.02, 0.01, 0.03), 0);

    @TempDir
    Path folder;

    private static SobolShares shares(String refused, SobolIndex... indices) {
        List<InputShares> inputs = Arrays.stream(indices)
                .map(each -> new InputShares("input", "5 s", "4 s", "6 s", each))
                .toList();
        return new SobolShares(
                1, "queues", "Queues", "", 1, 1, "wait", Dimension.TIME, 2, 10, 1, 8, 32, refused, inputs);
    }

    @Test
    void knownSharesAreInPerCent() throws IOException {
        SobolShares found = shares("", KNOWN, SMALL);
        assertThat(SobolReport.text(found))
                .startsWith(
                        "\ninput has a part in 62 % (95 % interval 51 to 71 %) of the variance of wait, 61 % alone.\n\n")
                .containsPattern("input +4 s +6 s +61 % +50 to 70 % +62 % +51 to 71 %\n")
                .containsPattern("input +4 s +6 s +-1 % +-3 to 1 % +2 % +1 to 3 %\n");
        SobolReport.write(found, folder);
        assertThat(Files.readString(folder.resolve("sobol.csv")))
                .contains("\ninput,5 s,4 s,6 s,0.611,0.5,0.7,0.62,0.51,0.71,0\n");
        assertThat(folder.resolve("sobol.png")).isNotEmptyFile();
    }

    @Test
    void whatIsNotKnownSaysWhy() throws IOException {
        SobolShares found = shares("", new SobolIndex(NONE, NONE, 3), new SobolIndex(NONE, NONE, 0));
        assertThat(SobolReport.text(found))
                .startsWith("\nWhich input explains the variance of wait is not known.\n\n")
                .containsPattern("– +– +– +– +not known: 3 of its 24 points have no value\n")
                .containsPattern("– +– +– +– +not known: the value never changes\n");
        SobolReport.write(found, folder);
        assertThat(folder.resolve("sobol.png")).doesNotExist();
        assertThat(SobolReport.text(shares("a=1: must be 2", new SobolIndex(NONE, NONE, 24))))
                .contains(
                        "The scenario refuses a point, and without it there are no indices: a=1: must be 2. A smaller")
                .containsPattern("– +not known: a point is refused\n");
    }

    /** Of two whose intervals overlap nobody knows which is the greater. */
    @Test
    void anOrderThatIsNotSureIsSaid() {
        assertThat(SobolReport.text(shares("", KNOWN, KNOWN)))
                .contains("\nIts interval overlaps that of input: their order is not sure");
    }
}

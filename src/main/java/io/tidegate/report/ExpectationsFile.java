package io.tidegate.report;

import io.tidegate.experiment.expect.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code expectations.json} of a report: what became of what was expected of the run. There is none where nothing was.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION}
 * @param scenario the scenario's name
 * @param expectations what became of each, those of the scenario first
 */
public record ExpectationsFile(int schemaVersion, String scenario, List<Verdict> expectations) {
    /** Changes when a key is renamed or removed. */
    public static final int SCHEMA_VERSION = 1;
    /** Name of the file in its folder. */
    public static final String NAME = "expectations.json";

    public ExpectationsFile {
        expectations = List.copyOf(expectations);
    }

    /** Writes the file, unless there are no expectations. */
    public static void write(String scenario, List<Verdict> verdicts, Path folder) throws IOException {
        if (!verdicts.isEmpty()) {
            Files.writeString(
                    folder.resolve(NAME), SummaryJson.text(new ExpectationsFile(SCHEMA_VERSION, scenario, verdicts)));
        }
    }

    /**
     * The verdicts of a report; none where it has no such file.
     *
     * @throws ReportException if the file is anything else
     * @throws IOException if it cannot be read
     */
    public static List<Verdict> read(Path folder) throws ReportException, IOException {
        Path file = folder.resolve(NAME);
        return Files.exists(file)
                ? SummaryJson.read(file, ExpectationsFile.class, SCHEMA_VERSION, "a file of verdicts", "finished run")
                        .expectations()
                : List.of();
    }
}

package io.tidegate.experiment.verify;

import java.util.List;

/**
 * What verifying found. The same version, effort and seed give the same summary on any number of threads.
 *
 * @param version of the program
 * @param effort how much was simulated
 * @param seed of all draws
 * @param falseAlarm the probability with which any row at all fails a right program
 * @param rows rows of all tables
 * @param failed those that do not hold
 * @param tables what was found, check by check
 */
public record VerifySummary(
        String version, String effort, long seed, double falseAlarm, int rows, int failed, List<VerifyTable> tables) {
    static VerifySummary of(String version, String effort, long seed, double falseAlarm, List<VerifyTable> tables) {
        List<VerifyRow> rows =
                tables.stream().flatMap(table -> table.rows().stream()).toList();
        long failed =
                rows.stream().filter(row -> row.verdict() == Verdict.FAILS).count();
        return new VerifySummary(version, effort, seed, falseAlarm, rows.size(), (int) failed, tables);
    }
}

package io.tidegate.experiment.verify;

/**
 * A figure that is known, beside the same as it was found.
 *
 * @param what the figure
 * @param setting where it was looked for
 * @param expected what it must be
 * @param found what it is
 * @param standardError of {@code found}; NaN where no chance is in it
 * @param tolerance the greatest difference of the two that holds
 * @param verdict whether it does
 */
public record VerifyRow(
        String what,
        String setting,
        double expected,
        double found,
        double standardError,
        double tolerance,
        Verdict verdict) {
    /** A figure without chance, which must be met but for {@code tolerance}. */
    static VerifyRow exact(String what, String setting, double expected, double found, double tolerance) {
        return of(what, setting, expected, found, Double.NaN, tolerance);
    }

    /** A count, which must be met. */
    static VerifyRow counted(String what, String setting, long expected, long found) {
        return exact(what, setting, (double) expected, (double) found, 0);
    }

    /** A figure that may be off by {@code critical} standard errors, and by {@code allowance} besides. */
    static VerifyRow drawn(
            String what,
            String setting,
            double expected,
            double found,
            double standardError,
            double critical,
            double allowance) {
        return of(what, setting, expected, found, standardError, allowance + critical * standardError);
    }

    private static VerifyRow of(
            String what, String setting, double expected, double found, double standardError, double tolerance) {
        boolean holds = Math.abs(found - expected) <= tolerance;
        return new VerifyRow(
                what, setting, expected, found, standardError, tolerance, holds ? Verdict.HOLDS : Verdict.FAILS);
    }
}

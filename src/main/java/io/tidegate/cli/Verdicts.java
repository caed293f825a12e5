package io.tidegate.cli;

import io.tidegate.experiment.expect.Outcome;
import io.tidegate.experiment.expect.Verdict;
import java.util.List;

/** What expectations make of a command's exit code. */
final class Verdicts {
    private Verdicts() {}

    /**
     * {@link Main#EXPECTATION_FAILED} where one at level error failed; else {@link Main#UNDECIDED} where one at that level is
     * undecided or has no data; else {@link Main#DONE}.
     */
    static int code(List<Verdict> verdicts) {
        int code = Main.DONE;
        for (Verdict each : verdicts) {
            if (each.level() == Verdict.Level.ERROR && !each.passed()) {
                if (each.outcome() == Outcome.FAIL) {
                    return Main.EXPECTATION_FAILED;
                }
                code = Main.UNDECIDED;
            }
        }
        return code;
    }
}

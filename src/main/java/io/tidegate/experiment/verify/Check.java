package io.tidegate.experiment.verify;

import java.util.List;

/**
 * One thing to verify: tasks that do not depend on each other, and the table that their answers make.
 *
 * @param <A> what a task gives
 */
sealed interface Check<A extends Check.Answer> permits QueueCheck, TwinCheck, CoverageCheck, ConformanceCheck {
    /** What a task gives. */
    interface Answer {
        /** Requests served for it. */
        long requests();
    }

    /** How many tasks there are. */
    int tasks();

    /** Does a task, from 0; called from any thread. */
    A run(int task);

    /** Rows in which there is chance. */
    int drawnRows();

    /**
     * The table.
     *
     * @param answers of all tasks, in order
     * @param falseAlarm the probability with which a row with chance in it may fail a right program
     */
    VerifyTable table(List<A> answers, double falseAlarm);
}

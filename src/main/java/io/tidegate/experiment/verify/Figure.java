package io.tidegate.experiment.verify;

import java.util.function.DoubleUnaryOperator;

/**
 * A figure of a queue that theory knows.
 *
 * @param name what it is
 * @param theory its value, by utilisation
 * @param grain by how much steps may move it, by utilisation
 */
record Figure(String name, DoubleUnaryOperator theory, DoubleUnaryOperator grain) {
    /** One that steps do not move. */
    static Figure exact(String name, DoubleUnaryOperator theory) {
        return new Figure(name, theory, load -> 0);
    }
}

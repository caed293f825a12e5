package io.tidegate.experiment.verify;

import io.tidegate.random.Hash;

/** Independent draws, one after the other, from a key. */
final class Draws {
    private final long key;
    private long drawn;

    Draws(long key) {
        this.key = key;
    }

    /** Uniform in (0, 1). */
    double unit() {
        return Hash.openUnit(Hash.combine(key, drawn++));
    }

    /** Exponential of a mean. */
    double exponential(double mean) {
        return -mean * StrictMath.log(unit());
    }
}

package io.tidegate.fleet;

import io.tidegate.random.Hash;

/**
 * Which cell has which part of the large organisations. Parts are dealt to cells in turn: as many as there are cells in a row go to
 * different ones, so that counts of cells differ by at most one, and near a golden section of the cells apart, so that any run
 * of neighbouring cells, which may be all that is simulated, has its fair share of any run of parts.
 */
final class PartTurns {
    private static final double GOLDEN = 0.6180339887498949;

    private final int cells;
    private final int stride;

    /** Turns of so many cells. */
    PartTurns(int cells) {
        this.cells = cells;
        int coprime = (int) Math.max(1, Math.rint(GOLDEN * cells));
        while (divisor(coprime, cells) > 1) {
            coprime++;
        }
        stride = coprime;
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    /** The cell that a turn, from 0 on, falls to; a key says where the first does. */
    int cell(long key, long turn) {
        return (int) (((long) (Hash.unit(key) * cells) + turn * stride) % cells);
    }
}

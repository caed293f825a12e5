package io.tidegate.random;

import umontreal.ssj.hups.SobolSequence;
import umontreal.ssj.rng.RandomStream;

/**
 * The first points of a scrambled Sobol sequence. The seed alone decides the scramble, so that more points begin with the same points.
 *
 * <p>Source: J. Matoušek, "On the L2-discrepancy for anchored boxes", Journal of Complexity 14(4), 1998 (random linear scrambling
 * with a digital shift).
 */
public final class SobolPoints {
    /** The most points there are. */
    public static final int MOST = 100_000;

    /** The most dimensions a point may have. */
    public static final int MOST_DIMENSIONS = 300;

    /** A sequence of always so many points, of which the first are taken, begins alike whatever is asked for. */
    private static final int BITS = 17;

    private static final int DIGITS = 31;
    private static final double BELOW_ONE = 0x1.fffffffffffffp-1;

    private SobolPoints() {}

    /**
     * Points of a unit cube: one row a point, one column a dimension, each 0 or more and less than 1.
     *
     * @param seed of the scramble
     * @param points 1 to {@link #MOST}; a power of two fills the cube most evenly
     * @param dimensions 1 to {@link #MOST_DIMENSIONS}
     * @throws IllegalArgumentException if there are not so many
     */
    public static double[][] of(long seed, int points, int dimensions) {
        if (points < 1 || points > MOST || dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("no " + points + " points of " + dimensions + " dimensions");
        }
        RandomStream stream = Streams.of(seed, 0, 0, Streams.Role.DESIGN);
        SobolSequence sequence = new SobolSequence(BITS, DIGITS, dimensions);
        sequence.leftMatrixScramble(stream);
        sequence.addRandomShift(stream);
        double[][] cube = new double[points][dimensions];
        for (int point = 0; point < points; point++) {
            for (int i = 0; i < dimensions; i++) {
                cube[point][i] = Math.min(sequence.getCoordinate(point, i), BELOW_ONE);
            }
        }
        return cube;
    }
}

package io.tidegate.random;

import umontreal.ssj.rng.MRG32k3a;
import umontreal.ssj.util.ArithmeticMod;

/**
 * SSJ's MRG32k3a streams, jumped to directly.
 *
 * <p>SSJ hands out streams in the order in which they are constructed, from a static seed that threads race for. Here the stream
 * of a (replication, cell, role) is the one that SSJ would construct as number
 * {@code replication·2^32 + cell·2^8 + role} after {@code MRG32k3a.setPackageSeed} with six words hashed from the run's seed.
 * Streams of one run start 2<sup>127</sup> draws apart and never overlap. A draw has a grain of 2<sup>-32</sup>; call
 * {@code increasedPrecision(true)} where that is too coarse.
 *
 * <p>Source: P. L'Ecuyer, R. Simard, E. J. Chen, W. D. Kelton, "An object-oriented random-number package with many long streams
 * and substreams", Operations Research 50(6), 2002: moduli and jump matrices.
 */
public final class Streams {
    /** What a stream is for. */
    public enum Role {
        /** The random walk of the rate of API organisations. */
        API_RATE(0),
        /** Factors common to the fleet, drawn once a replication: always with cell 0. */
        COMMON(1),
        /** Choices of the router. */
        ROUTER(2),
        /** The points of a design: of its own seed, always with replication and cell 0. */
        DESIGN(3);

        /** Place among the streams of a cell, 0 to 255, each role its own. */
        final int number;

        Role(int number) {
            this.number = number;
        }
    }

    private static final double M1 = 4294967087.0;
    private static final double M2 = 4294944443.0;
    private static final double[][][] JUMPS1 = squarings(
            new double[][] {
                {2427906178.0, 3580155704.0, 949770784.0},
                {226153695.0, 1230515664.0, 3580155704.0},
                {1988835001.0, 986791581.0, 1230515664.0}
            },
            M1);
    private static final double[][][] JUMPS2 = squarings(
            new double[][] {
                {1464411153.0, 277697599.0, 1610723613.0},
                {32183930.0, 1464411153.0, 1022607788.0},
                {2824425944.0, 32183930.0, 2093834863.0}
            },
            M2);

    /** Cloned for every stream, so that SSJ's constructor, with its race, runs once: when this class is loaded. */
    private static final MRG32k3a PROTOTYPE = new MRG32k3a();

    private Streams() {}

    /**
     * A new stream, at its start.
     *
     * @param seed the run's seed
     * @param replication 0 or more
     * @param cell 0 to 2<sup>24</sup> - 1
     * @param role what it is for
     * @throws IllegalArgumentException if the replication or cell is out of range
     */
    public static MRG32k3a of(long seed, int replication, int cell, Role role) {
        if (replication < 0 || cell < 0 || cell >= 1 << 24) {
            throw new IllegalArgumentException("no stream for replication " + replication + ", cell " + cell);
        }
        return number(((long) replication << 32) + ((long) cell << 8) + role.number, packageSeed(seed));
    }

    /** Six words that are valid as SSJ's package seed. */
    static long[] packageSeed(long seed) {
        long[] words = new long[6];
        for (int i = 0; i < 6; i++) {
            words[i] = 1 + Long.remainderUnsigned(Hash.combine(seed, i), (long) (i < 3 ? M1 : M2) - 1);
        }
        return words;
    }

    /** The stream that SSJ constructs after {@code k} others, {@code k} 0 or more, when the first has the given seed. */
    static MRG32k3a number(long k, long[] first) {
        double[] state1 = {first[0], first[1], first[2]};
        double[] state2 = {first[3], first[4], first[5]};
        for (int bit = 0; bit < JUMPS1.length; bit++) {
            if ((k >>> bit & 1) == 1) {
                ArithmeticMod.matVecModM(JUMPS1[bit], state1, state1, M1);
                ArithmeticMod.matVecModM(JUMPS2[bit], state2, state2, M2);
            }
        }
        MRG32k3a stream = PROTOTYPE.clone();
        stream.setSeed(new long[] {
            (long) state1[0], (long) state1[1], (long) state1[2], (long) state2[0], (long) state2[1], (long) state2[2]
        });
        return stream;
    }

    /** A matrix to the powers 1, 2, 4, ... 2^62: a jump by one stream, two, four... */
    private static double[][][] squarings(double[][] matrix, double modulus) {
        double[][][] powers = new double[63][][];
        powers[0] = matrix;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = new double[3][3];
            ArithmeticMod.matMatModM(powers[i - 1], powers[i - 1], powers[i], modulus);
        }
        return powers;
    }
}

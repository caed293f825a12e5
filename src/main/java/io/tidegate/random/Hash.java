package io.tidegate.random;

/**
 * Draws as a function of identity: who is asking, for what, the how-manieth time. Two runs that ask for the same identity get
 * the same draw, in whatever order they ask.
 *
 * <p>{@code combine(key, i)} is the output number {@code i + 1} of SplitMix64 seeded with {@code key}: a Weyl step by the golden
 * ratio, then David Stafford's finaliser "variant 13". An identity is a chain,
 * {@code combine(combine(combine(seed, user), session), purpose)}; the order of the parts matters. Of N identities about
 * N²/2<sup>65</sup> pairs share a hash, fewer than three among ten thousand million.
 *
 * <p>Source: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure 14.
 */
public final class Hash {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private Hash() {}

    /**
     * The hash of an identity that has one part more.
     *
     * @param key the run's seed, or the hash so far
     * @param part the next part: an ordinal, a purpose, any 64 bits
     */
    public static long combine(long key, long part) {
        long z = key + GOLDEN_RATIO * (part + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A uniform draw in [0, 1), a multiple of 2<sup>-53</sup>. */
    public static double unit(long hash) {
        return (hash >>> 11) * 0x1p-53;
    }

    /** A uniform draw in (0, 1), an odd multiple of 2<sup>-53</sup>: neither end can occur. */
    public static double openUnit(long hash) {
        return ((hash >>> 12) + 0.5) * 0x1p-52;
    }
}

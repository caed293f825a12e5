/**
 * Every random stream, by role; tables for fast sampling.
 *
 * <p>Whatever is drawn in a cell is a hash of identity ({@link io.tidegate.random.Hash}); designs of experiments and bootstraps
 * have SSJ streams ({@link io.tidegate.random.Streams}). The same seed gives the same bits on every JDK and processor:
 * transcendental functions are {@code StrictMath}'s or Commons Math's (plain arithmetic), never {@code Math}'s. SSJ's {@code
 * probdist}, which uses {@code Math}, is the oracle of the tests.
 */
@NullMarked
package io.tidegate.random;

import org.jspecify.annotations.NullMarked;

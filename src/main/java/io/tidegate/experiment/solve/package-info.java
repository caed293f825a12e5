/**
 * Answers instead of runs: where along one value of a scenario conditions cease to hold, and how surely. Every value is met by the
 * same people with the same draws, so that what is measured is a curve and not a cloud.
 */
@NullMarked
package io.tidegate.experiment.solve;

import org.jspecify.annotations.NullMarked;

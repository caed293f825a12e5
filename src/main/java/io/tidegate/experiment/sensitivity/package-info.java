/**
 * Which of the inputs that nobody knows decide an answer: each is changed alone, and those that change most together, for the same
 * people with the same draws.
 */
@NullMarked
package io.tidegate.experiment.sensitivity;

import org.jspecify.annotations.NullMarked;

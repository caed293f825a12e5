/** Which of the inputs that nobody knows decide an answer: each is changed alone, for the same people with the same draws. */
@NullMarked
package io.tidegate.experiment.sensitivity;

import org.jspecify.annotations.NullMarked;

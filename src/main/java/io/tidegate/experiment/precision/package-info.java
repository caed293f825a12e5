/** Runs that go on until a measured value is known as precisely as was asked for, or a budget of requests ends. */
@NullMarked
package io.tidegate.experiment.precision;

import org.jspecify.annotations.NullMarked;

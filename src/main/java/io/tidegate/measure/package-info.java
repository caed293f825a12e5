/** Counters, histograms and estimates with intervals; all mergeable. */
@NullMarked
package io.tidegate.measure;

import org.jspecify.annotations.NullMarked;

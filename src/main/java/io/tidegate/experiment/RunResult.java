package io.tidegate.experiment;

/**
 * What a run gave.
 *
 * @param summary for reports
 * @param measured every measured value, for expectations and comparisons
 */
public record RunResult(RunSummary summary, Measured measured) {}

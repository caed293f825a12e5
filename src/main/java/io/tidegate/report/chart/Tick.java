package io.tidegate.report.chart;

/**
 * A labelled place on an axis.
 *
 * @param value the place
 * @param label its label
 */
record Tick(double value, String label) {}

package io.tidegate.experiment.sweep;

import java.io.Serializable;

/**
 * One replication of one point, as text that a worker anywhere can run.
 *
 * @param point number of the point in its design, from 0
 * @param replication number of the replication, from 0
 * @param name how messages call the scenario
 * @param scenario the resolved scenario of the point, which needs no other file
 * @param key what determines the result, as 64 hexadecimal digits; equal keys give equal results
 */
public record RunTask(int point, int replication, String name, String scenario, String key) implements Serializable {}

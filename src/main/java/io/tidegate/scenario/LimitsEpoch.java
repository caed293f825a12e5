package io.tidegate.scenario;

import io.tidegate.limits.LimitsSpec;
import java.time.LocalDateTime;

/**
 * The limits that an event puts in force.
 *
 * @param event the event's name
 * @param at local time, in the scenario's zone, from which they hold
 * @param limits all limits from then on
 */
public record LimitsEpoch(String event, LocalDateTime at, LimitsSpec limits) {}

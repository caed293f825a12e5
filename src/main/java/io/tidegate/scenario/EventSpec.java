package io.tidegate.scenario;

import java.time.LocalDateTime;

/**
 * An entry of {@code events}: at a time, limits change.
 *
 * @param name the event
 * @param at local time in the scenario's zone
 * @param set values by path; all paths begin with {@code limits}
 */
record EventSpec(String name, LocalDateTime at, Tree.Mapping set) {}

/**
 * YAML text to one immutable value: strict, located errors, overlays, units.
 *
 * <p>{@link io.tidegate.scenario.ScenarioLoader} tells the story: read, merge, bind, check. A file's keys are the components of
 * the record {@link io.tidegate.scenario.Scenario} and of the records below it, in kebab-case. A component whose name has a
 * capital that no lower-case letter follows is a symbol of a formula and keeps its spelling: {@code cPC}, {@code effM}.
 *
 * <p>An own binder over records stands here where a schema validator and a JSON binder might. A user with five mistakes must see
 * all five at once, each at the line and column of the file in which it was written, whichever overlay that is; a validator knows
 * nothing of units and ranges in the records, a binder stops at its first error, and neither knows where a merged value came from.
 * One description of the records ({@code Shape}) serves binding, merging, paths, printing and the JSON Schema for editors.
 */
@NullMarked
package io.tidegate.scenario;

import org.jspecify.annotations.NullMarked;

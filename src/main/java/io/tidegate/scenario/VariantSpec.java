package io.tidegate.scenario;

import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code variants}: the scenario with some values changed, run beside the others.
 *
 * @param name the variant, a word for files and keys
 * @param label how tables and charts call it
 * @param set values by path, laid over the scenario in the order written; nothing for the scenario as it is
 */
record VariantSpec(String name, String label, Tree.@Nullable Mapping set) {}

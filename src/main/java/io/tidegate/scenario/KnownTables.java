package io.tidegate.scenario;

import java.util.Set;

/**
 * The names of the recorded tables that a scenario may refer to.
 *
 * @param lengths length tables; none means that these names are not checked
 * @param burstiness tables of coefficients of variation; none means that these names are not checked
 */
public record KnownTables(Set<String> lengths, Set<String> burstiness) {
    /** Checks no table names. */
    public static final KnownTables UNCHECKED = new KnownTables(Set.of(), Set.of());

    public KnownTables {
        lengths = Set.copyOf(lengths);
        burstiness = Set.copyOf(burstiness);
    }
}

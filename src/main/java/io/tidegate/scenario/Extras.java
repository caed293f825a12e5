package io.tidegate.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario file says beside the scenario: what is asked of it, not what it is. No result of a run depends on it.
 *
 * @param expect conditions on measured values
 * @param sweep a sweep; nothing where there is none
 */
public record Extras(List<Expectation> expect, @Nullable SweepSpec sweep) {
    /** A scenario that is only run. */
    public static final Extras NONE = new Extras(List.of(), null);

    public Extras {
        expect = List.copyOf(expect);
    }
}

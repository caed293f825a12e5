package io.tidegate.experiment;

import io.tidegate.measure.Replicates;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every measured value of a run, with what it takes to pair it with another run of the same cells and replications.
 *
 * @param values by canonical name, see {@link MeasureName}; values that are not known are NaN
 * @param requests requests simulated
 * @param crossing requests by plan or tier, region and kind together: what values by region or kind are worked out from
 */
public record Measured(NavigableMap<String, Replicates> values, long requests, Crossing crossing) {
    public Measured {
        values = Collections.unmodifiableNavigableMap(new TreeMap<>(values));
    }

    /** Values without any by region or kind. */
    public Measured(NavigableMap<String, Replicates> values, long requests) {
        this(values, requests, Crossing.NONE);
    }

    /** A value; nothing where nothing of that name was measured. */
    public @Nullable Replicates get(MeasureName name) {
        return Crossing.isAbout(name) ? crossing.get(name) : values.get(name.toString());
    }
}

package io.tidegate.limits;

import io.tidegate.Default;
import io.tidegate.Dimension;
import io.tidegate.Unit;
import java.util.List;

/**
 * How the service protects itself where more arrives than it can serve. Whom it refuses it does not tell when to return.
 *
 * @param batches requests that a replica may hold, waiting or in its batch, in full batches; beyond, {@link Denial#QUEUE_FULL}
 * @param maxWait seconds of prompts before a request at its replica from which on it is refused, {@link Denial#OVERLOADED}
 * @param shed plans and tiers refused first, in this order, as that wait grows: the first of {@code n} from {@code 1/(n+1)} of
 *     {@code maxWait} on, the second from {@code 2/(n+1)} on
 * @param adaptive whether rates of API tiers are tightened while prompts wait longer than the target: times 0.95 each second, and
 *     by 0.01 of the full rate back each second when they do not
 * @param target seconds of prompts that may wait
 * @param tightest least factor on rates
 * @param batchLoad share of a model class's capacity in a cell up to which requests of batch jobs fill what others leave
 * @param batchWait seconds of prompts before a request at its replica from which on no request of a batch job is sent there
 */
public record OverloadSpec(
        @Default("4") @Unit(value = Dimension.FACTOR, min = 1, max = 1e6)
        double batches,

        @Default("1000000 s") @Unit(value = Dimension.TIME, min = 0.001)
        double maxWait,

        @Default("[]") List<String> shed,
        @Default("false") boolean adaptive,

        @Default("10 s") @Unit(value = Dimension.TIME, min = 0.001)
        double target,

        @Default("0.1") @Unit(value = Dimension.SHARE, min = 0.001, max = 1)
        double tightest,

        @Default("0.6") @Unit(value = Dimension.SHARE, max = 1)
        double batchLoad,

        @Default("1 s") @Unit(value = Dimension.TIME, min = 0.001)
        double batchWait) {
    /** Full batches are the only limit. */
    public static final OverloadSpec USUAL = new OverloadSpec(4, 1e6, List.of(), false, 10, 0.1);

    /** Requests of batch jobs fill six tenths of a model class's capacity, where prompts wait for less than a second. */
    public OverloadSpec(
            double batches, double maxWait, List<String> shed, boolean adaptive, double target, double tightest) {
        this(batches, maxWait, shed, adaptive, target, tightest, 0.6, 1);
    }

    public OverloadSpec {
        shed = List.copyOf(shed);
    }

    /** Whether full batches are the only limit, whatever is done with batch jobs. */
    public boolean isUsual() {
        return new OverloadSpec(batches, maxWait, shed, adaptive, target, tightest).equals(USUAL);
    }
}

package io.tidegate.experiment.sensitivity;

import io.tidegate.Dimension;
import io.tidegate.measure.Estimate;
import java.util.List;

/**
 * How a measured value changes when each assumed input alone is changed.
 *
 * @param schemaVersion of this form
 * @param scenario name of the scenario
 * @param title its title
 * @param version of the program
 * @param seed of the run
 * @param of what was measured
 * @param dimension of that
 * @param by relative change of each input
 * @param base what was measured with all inputs as they are
 * @param cells cells that were simulated
 * @param fleetCells cells of the fleet
 * @param replications of each evaluation
 * @param requests requests simulated in all
 * @param requestsEach requests simulated in all cells and replications with all inputs as they are
 * @param effects inputs by effect, the greatest first
 * @param screened inputs whose effect in few cells was too small to be looked at in all, with that effect
 * @param left inputs that could not be changed, and why
 */
public record Sensitivity(
        int schemaVersion,
        String scenario,
        String title,
        String version,
        long seed,
        String of,
        Dimension dimension,
        double by,
        Estimate base,
        int cells,
        int fleetCells,
        int replications,
        long requests,
        long requestsEach,
        List<Effect> effects,
        List<Screened> screened,
        List<String> left) {
    /** Version of this form. */
    public static final int SCHEMA_VERSION = 1;

    /**
     * What an input does.
     *
     * @param path the input
     * @param value as it is
     * @param source where it comes from
     * @param low the lower value; empty where the scenario does not accept one
     * @param high the higher value; empty likewise
     * @param atLow what the lower value changes, paired group by group; not known without it
     * @param atHigh what the higher value changes
     * @param refused why a value was not accepted; empty if both were
     */
    public record Effect(
            String path,
            String value,
            String source,
            String low,
            String high,
            Estimate atLow,
            Estimate atHigh,
            String refused) {
        /** The greater of the two changes, without its sign. */
        public double size() {
            return StrictMath.max(known(atLow), known(atHigh));
        }

        private static double known(Estimate change) {
            return change.isKnown() ? StrictMath.abs(change.value()) : 0;
        }

        /** Whether the interval of one of the changes does not hold 0. */
        public boolean isSure() {
            return isSure(atLow) || isSure(atHigh);
        }

        private static boolean isSure(Estimate change) {
            return change.hasInterval() && StrictMath.abs(change.value()) > change.halfWidth();
        }
    }

    /**
     * An input that was looked at in few cells only.
     *
     * @param path the input
     * @param value as it is
     * @param size the greater of its two changes there, without its sign
     */
    public record Screened(String path, String value, double size) {}

    public Sensitivity {
        effects = List.copyOf(effects);
        screened = List.copyOf(screened);
        left = List.copyOf(left);
    }
}

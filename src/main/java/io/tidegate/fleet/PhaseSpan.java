package io.tidegate.fleet;

import java.time.LocalDate;

/**
 * When the parts of a phase happen, in seconds since the epoch.
 *
 * @param date local date of the phase, from which days are counted
 * @param midnight start of that date in the scenario's zone
 * @param preRollFrom accounts are rolled forward from here
 * @param warmUpFrom requests are served from here
 * @param measureFrom results are recorded from here
 * @param end to here
 * @param bin seconds of a bin of the time series
 */
public record PhaseSpan(
        LocalDate date,
        double midnight,
        double preRollFrom,
        double warmUpFrom,
        double measureFrom,
        double end,
        double bin) {
    /** Number of bins in the measured span. */
    public int bins() {
        return (int) StrictMath.ceil((end - measureFrom) / bin - 1e-9);
    }
}

package io.tidegate.experiment;

import io.tidegate.workload.RequestDraft;
import java.util.Arrays;

/**
 * What teams of several sizes use in a busy minute, per seat: a high percentile of all minutes of all teams of a size, nights and
 * weekends included. In small teams a busy minute has more of the seats at work.
 *
 * <p>Tokens are all of the prompt, cached or not, and the answer's: the published advice has 42,000 a request, more than what an
 * agent's request leaves uncached. All are counted in the minute in which the request is made.
 */
final class TeamSizes implements DeveloperWalk.Sink {
    /** The usual share of minutes that do not use more: the rest is a minute or two a day. */
    static final double USUAL = 0.999;

    private static final double MINUTE = 60;
    private static final int MINUTES = DeveloperWalk.DAYS * 24 * 60;

    private int[] seat = new int[1024];
    private int[] minute = new int[1024];
    private int[] tokens = new int[1024];
    private int count;

    /** Tokens and requests of a seat in a busy minute. */
    record Use(double tokens, double requests) {}

    @Override
    public void request(int who, int day, double second, RequestDraft draft) {
        if (count == seat.length) {
            seat = Arrays.copyOf(seat, 2 * count);
            minute = Arrays.copyOf(minute, 2 * count);
            tokens = Arrays.copyOf(tokens, 2 * count);
        }
        seat[count] = who;
        minute[count] = StrictMath.min((int) (second / MINUTE), MINUTES - 1);
        tokens[count] = draft.input() + draft.output;
        count++;
    }

    /**
     * What a seat uses in a busy minute.
     *
     * @param size seats of a team; seats that make no whole team are left out
     * @param quantile share of minutes that do not use more, above 0 and up to 1
     */
    Use use(int size, double quantile) {
        int teams = DeveloperWalk.SEATS / size;
        double[] tokensNow = new double[MINUTES];
        double[] requestsNow = new double[MINUTES];
        double[] busyTokens = new double[count];
        double[] busyRequests = new double[count];
        int busy = 0;
        int i = 0;
        for (int team = 0; team < teams; team++) {
            for (; i < count && seat[i] < (team + 1) * size; i++) {
                tokensNow[minute[i]] += tokens[i];
                requestsNow[minute[i]]++;
            }
            for (int m = 0; m < MINUTES; m++) {
                if (requestsNow[m] > 0) {
                    busyTokens[busy] = tokensNow[m];
                    busyRequests[busy] = requestsNow[m];
                    busy++;
                }
            }
            Arrays.fill(tokensNow, 0);
            Arrays.fill(requestsNow, 0);
        }
        long minutes = (long) teams * MINUTES;
        return new Use(
                quantile(busyTokens, busy, minutes, quantile) / size,
                quantile(busyRequests, busy, minutes, quantile) / size);
    }

    /** The quantile of {@code minutes} values, of which all but the first {@code busy} are 0. */
    private static double quantile(double[] values, int busy, long minutes, double share) {
        Arrays.sort(values, 0, busy);
        long rank = (long) StrictMath.ceil(share * minutes) - 1 - (minutes - busy);
        return rank < 0 ? 0 : values[(int) rank];
    }
}

package io.tidegate.experiment;

import io.tidegate.scenario.TokenPrice;
import io.tidegate.workload.RequestDraft;
import java.util.Arrays;
import java.util.List;

/**
 * What a developer's day costs at list prices: USD of each local day on which a seat made a request. Days without one are no
 * active days.
 */
final class DeveloperDays implements DeveloperWalk.Sink {
    private final List<TokenPrice> prices;
    private final double[] today = new double[DeveloperWalk.DAYS];
    private double[] days = new double[1024];
    private int count;
    private int seat;
    private long requests;
    private double reads;
    private double writes;
    private double answers;

    /**
     * No days yet.
     *
     * @param prices prices of each model class, in the scenario's order
     */
    DeveloperDays(List<TokenPrice> prices) {
        this.prices = List.copyOf(prices);
    }

    @Override
    public void request(int who, int day, double second, RequestDraft draft) {
        if (who != seat) {
            close();
            seat = who;
        }
        TokenPrice price = prices.get(draft.model);
        double read = price.usd(draft.cached, 0, 0);
        double write = price.usd(0, draft.prefill, 0);
        double answer = price.usd(0, 0, draft.output);
        requests++;
        reads += read;
        writes += write;
        answers += answer;
        today[day] += read + write + answer;
    }

    /** Ends the last seat's days; call it once, after the walk. */
    void close() {
        for (int day = 0; day < today.length; day++) {
            if (today[day] > 0) {
                if (count == days.length) {
                    days = Arrays.copyOf(days, 2 * count);
                }
                days[count++] = today[day];
                today[day] = 0;
            }
        }
    }

    /** Active days. */
    int count() {
        return count;
    }

    /** USD of an active day, the mean. */
    double mean() {
        return (reads + writes + answers) / count;
    }

    /** USD that a share of the active days stays below. */
    double quantile(double share) {
        double[] sorted = Arrays.copyOf(days, count);
        Arrays.sort(sorted);
        return sorted[(int) StrictMath.ceil(share * count) - 1];
    }

    /** Share of active days that cost less than so many USD. */
    double shareBelow(double usd) {
        return (double) Arrays.stream(days, 0, count).filter(day -> day < usd).count() / count;
    }

    /** Requests of an active day, the mean. */
    double requests() {
        return (double) requests / count;
    }

    /** Shares of cache reads, of cache writes and of output in the cost. */
    double[] costShares() {
        double all = reads + writes + answers;
        return new double[] {reads / all, writes / all, answers / all};
    }
}

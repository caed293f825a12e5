package io.tidegate.fleet;

import io.tidegate.random.AliasTable;
import io.tidegate.random.Hash;
import io.tidegate.random.Poisson;
import io.tidegate.random.QuantileTable;
import io.tidegate.workload.ApiTierSpec;
import io.tidegate.workload.BatchSpec;
import io.tidegate.workload.DemandSpec;
import io.tidegate.workload.Draw;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionModel;
import io.tidegate.workload.SessionTable;
import java.util.Arrays;
import java.util.List;

/**
 * Who hands in batch jobs in a cell, and when. Of an organisation that is spread over cells each hands in its part of the jobs,
 * every one of them in one cell. A job of more requests than may be handed in together comes as several at once.
 */
final class BatchArrivals {
    private static final double HOUR = 3600;
    private static final double HOURS_PER_DAY = 24;

    private final SessionTable table;
    private final AliasTable[] mix;
    private final QuantileTable[] sizes;
    private final BatchSpec[] kinds;
    private long[] key = new long[0];
    private int[] organisation = new int[0];
    private int[] kind = new int[0];
    private short[] population = new short[0];
    private double[] perHour = new double[0];
    private int size;

    /**
     * The organisations of a cell.
     *
     * @param demand with the kinds of jobs
     * @param api the cell's organisations
     * @param table where jobs wait for their time
     */
    BatchArrivals(DemandSpec demand, ApiTraffic api, SessionTable table) {
        this.table = table;
        kinds = demand.batch().toArray(BatchSpec[]::new);
        mix = Arrays.stream(kinds).map(jobs -> SessionModel.mix(jobs.mix())).toArray(AliasTable[]::new);
        sizes = Arrays.stream(kinds)
                .map(jobs -> QuantileTable.logNormal(jobs.size(), jobs.sizeSigma()))
                .toArray(QuantileTable[]::new);
        List<ApiTierSpec> tiers = demand.api().tiers();
        for (int k = 0; k < kinds.length; k++) {
            BatchSpec jobs = kinds[k];
            for (int t = 0; t < tiers.size(); t++) {
                if (tiers.get(t).name().equals(jobs.tier())) {
                    int its = k;
                    int tier = demand.plans().size() + t;
                    api.organisations()
                            .senders(t, (who, number, part) -> add(who, number, its, tier, part * jobs.jobs()));
                }
            }
        }
    }

    private void add(long who, int number, int its, int tier, double perDay) {
        if (size == key.length) {
            int n = Math.max(16, 2 * size);
            key = Arrays.copyOf(key, n);
            organisation = Arrays.copyOf(organisation, n);
            kind = Arrays.copyOf(kind, n);
            population = Arrays.copyOf(population, n);
            perHour = Arrays.copyOf(perHour, n);
        }
        key[size] = Draw.BATCH.of(who);
        organisation[size] = number;
        kind[size] = its;
        population[size] = (short) tier;
        perHour[size] = perDay / HOURS_PER_DAY;
        size++;
    }

    /**
     * Draws the jobs of an hour; how many requests one has is in the slot's {@code context}.
     *
     * @param t start of the hour, in the time of the session table
     * @param hour the hour's number, counted from the phase's midnight
     * @param sink told of every slot that is now due
     */
    void startHour(double t, long hour, SlotSink sink) {
        for (int i = 0; i < size; i++) {
            long its = Hash.combine(key[i], hour);
            int count = Poisson.sample(perHour[i], Draw.SESSION_COUNT.unit(its));
            for (int j = 0; j < count; j++) {
                long own = Hash.combine(its, j);
                BatchSpec jobs = kinds[kind[i]];
                double drawn = sizes[kind[i]].sample(Draw.LENGTHS.of(own));
                int left = (int) Math.max(1, Math.min(jobs.largest(), Math.rint(drawn)));
                double due = t + HOUR * Draw.START_WITHIN_HOUR.unit(own);
                for (int part = 0; left > 0 && due >= -jobs.backlog(); part++) {
                    int requests = Math.min(left, jobs.perBatch());
                    left -= requests;
                    int slot = add(i, part == 0 ? own : Hash.combine(own, part), requests);
                    table.model[slot] = (byte) mix[kind[i]].sample(Draw.MODEL.of(own));
                    table.due[slot] = due;
                    sink.due(slot);
                }
            }
        }
    }

    private int add(int i, long own, int requests) {
        int slot = table.allocate();
        table.key[slot] = own;
        table.kind[slot] = (byte) SessionKind.BATCH.ordinal();
        table.population[slot] = population[i];
        table.owner[slot] = organisation[i];
        table.apiClass[slot] = (byte) kind[i];
        table.region[slot] = 0;
        table.context[slot] = requests;
        return slot;
    }

    /**
     * Draws the jobs that were handed in within the backlog before the warm-up began, at times below 0.
     *
     * @param hour the number of the first hour of the warm-up
     * @param sink told of every slot
     */
    void startBacklog(long hour, SlotSink sink) {
        double longest =
                Arrays.stream(kinds).mapToDouble(BatchSpec::backlog).max().orElse(0);
        for (int before = (int) Math.ceil(longest / HOUR); before > 0; before--) {
            startHour(-before * HOUR, hour - before, sink);
        }
    }
}

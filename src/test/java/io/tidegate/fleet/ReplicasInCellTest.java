package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.serving.Batching;
import io.tidegate.serving.FittedRange;
import io.tidegate.serving.KvCache;
import io.tidegate.serving.ReplicaModel;
import io.tidegate.serving.StepLaw;
import io.tidegate.serving.StepPower;
import io.tidegate.serving.StepTime;
import io.tidegate.supply.AcceleratorSpec;
import io.tidegate.supply.PoolSpec;
import io.tidegate.supply.ReplicaPower;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pool divided over cells: nothing is lost, and a run of the first cells alone has its fair part. */
final class ReplicasInCellTest {
    @ParameterizedTest
    @CsvSource({"624, 312", "624, 458", "624, 229", "1248, 229", "3, 5", "0, 4", "7, 1", "2000000000, 1000"})
    void firstCellsHaveTheirPartRounded(int replicas, int cells) {
        PoolModel pool = pool(replicas);
        long sum = 0;
        for (int cell = 0; cell < cells; cell++) {
            int here = pool.replicasIn(cell, cells);
            assertThat((double) here).isCloseTo((double) replicas / cells, within(1.0));
            sum += here;
            double fair = (cell + 1) * (double) replicas / cells;
            assertThat((double) sum).isCloseTo(fair, within(0.5 + 1e-9 * replicas));
        }
        assertThat(sum).isEqualTo(replicas);
    }

    @Test
    void fiveCellsOfAThinPoolAreNotSystematicallyShort() {
        // 5 of 458 cells of 624 replicas are due 6.8: seven, where rounding down cell by cell gives six.
        PoolModel pool = pool(624);
        int sum = 0;
        for (int cell = 0; cell < 5; cell++) {
            sum += pool.replicasIn(cell, 458);
        }
        assertThat(sum).isEqualTo(7);
    }

    private static PoolModel pool(int replicas) {
        AcceleratorSpec chip = new AcceleratorSpec("chip", 700, 100, 0.9, 300, 200, 30, 8, 1000, 1.1);
        ReplicaPower power = new ReplicaPower(chip, 8);
        StepTime time = new StepTime(new StepLaw(0.01, 1e-5, 1e-9, 1e-5, 1e-10, 0, 0, 1, 1, 1));
        ReplicaModel replica = new ReplicaModel(
                time,
                Batching.chunked(4, 4096),
                KvCache.ofTokens(100_000, 16),
                1,
                StepPower.NONE,
                FittedRange.EVERYWHERE);
        PoolSpec spec = new PoolSpec("pool", "site", "model", "chip", "profile", 8, replicas);
        return new PoolModel(spec, 0, 0, false, replica, power);
    }
}

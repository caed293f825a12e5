package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.LARGE;
import static io.tidegate.fleet.SmallFleet.NO_LIMIT;
import static io.tidegate.fleet.SmallFleet.TIER_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.limits.CommitmentSpec;
import io.tidegate.limits.Denial;
import io.tidegate.random.Hash;
import io.tidegate.workload.LocalDays;
import io.tidegate.workload.SessionTable;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A commitment that a share of a tier's organisations have bought. */
class CommitmentShareTest {
    private static double[] draws(SmallFleet small, int cell) {
        LocalDays utc = new LocalDays(ZoneOffset.UTC, SmallFleet.DATE, -1, 2);
        long cellKey = Hash.combine(small.seed, cell);
        return new ApiTraffic(small.build(), cell, small.seed, cellKey, new SessionTable(), utc)
                .organisations()
                .draws();
    }

    /** 400 fleets; the share within 4.4 standard deviations, false alarm 1e-5 each. */
    @Test
    void theShareOfOrganisationsIsTheOneStated() {
        int all = 0;
        int[] below = new int[10];
        for (int seed = 0; seed < 400; seed++) {
            for (double draw : draws(new SmallFleet().withSeed(seed), 0)) {
                all++;
                for (int tenths = 1; tenths < 10; tenths++) {
                    below[tenths] += draw < tenths / 10.0 ? 1 : 0;
                }
            }
        }
        assertThat(all).isGreaterThan(8000);
        for (int tenths = 1; tenths < 10; tenths++) {
            double share = tenths / 10.0;
            assertThat(below[tenths] / (double) all)
                    .isCloseTo(share, within(4.4 * StrictMath.sqrt(share * (1 - share) / all)));
        }
    }

    /** In two cells each of the 25 organisations is above 1 % of a cell's requests, and so every cell has a part of it. */
    @Test
    void whoIsPartOfEveryCellHasTheSameDrawInEach() {
        SmallFleet halves = new SmallFleet();
        halves.cells = 2;
        double[] one = draws(halves, 0);
        assertThat(one).hasSize(25);
        assertThat(Arrays.stream(one).distinct().count()).isEqualTo(25);
        assertThat(draws(halves, 1)).isEqualTo(one);
        halves.seed = 2;
        assertThat(draws(halves, 0)).doesNotContain(one);
    }

    private static CellOutcome run(double share) {
        SmallFleet small = new SmallFleet();
        small.api = SmallFleet.api("tier-1", 1, NO_LIMIT, NO_LIMIT);
        small.tier1Share = 0.5;
        small.sending = 1;
        small.agents = 0;
        small.freeUsers = 1;
        small.proUsers = 1;
        small.commitments = List.of("opus", "haiku").stream()
                .map(model -> new CommitmentSpec(
                        model, "tier-1", model, NO_LIMIT, NO_LIMIT, 0.1, 1.25, 200_000, 2, 1.5, share))
                .toList();
        return small.run(SmallFleet.span(0, 0, HOUR));
    }

    private static long denied(CellOutcome out) {
        return Arrays.stream(out.denied[TIER_1])
                .mapToLong(row -> row[Denial.RPM.code()])
                .sum();
    }

    /** What the committed send is never refused, so the more have bought the less is; others' organisations do not matter. */
    @Test
    void onlyThoseWhoBoughtArePastTheirBuckets() {
        long before = Long.MAX_VALUE;
        long offered = run(1).offered[TIER_1];
        assertThat(denied(run(1))).isZero();
        for (double share : new double[] {0, 0.2, 0.5, 0.8}) {
            CellOutcome out = run(share);
            assertThat(denied(out)).as("share %s", share).isPositive().isLessThan(before);
            assertThat(out.offered[TIER_1]).isEqualTo(offered);
            assertThat(out.lost[LARGE]).isZero();
            before = denied(out);
        }
    }
}

package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.EQUAL_STEPS;
import static io.tidegate.fleet.SmallFleet.LARGE;
import static io.tidegate.fleet.SmallFleet.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.fleet.RouterSpec.Kind;
import io.tidegate.measure.LatencyHistogram;
import io.tidegate.random.Hash;
import io.tidegate.serving.ReplicaListener;
import io.tidegate.serving.StepLaw;
import io.tidegate.workload.RequestDraft;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouterTest {
    private static final int[] REPLICAS = {7, 3, 5, 0};
    private static final PhaseSpan SPAN = SmallFleet.span(0, MINUTE, 20 * MINUTE);

    /** 10 ms for every prompt token and next to nothing else: what a request adds is all the work there is, and a router sees it. */
    private static final StepLaw TOKENS = new StepLaw(1e-6, 0, 0, 0.01, 0, 0, 0, 1, 1, 1);

    /** Four replicas with a load of 0.8, 400,000 requests. */
    private static SmallFleet fourReplicas(Kind kind) {
        SmallFleet small = SmallFleet.poisson(4 * 80, TOKENS);
        small.opusReplicas = 4;
        small.slice = 0.01;
        small.router = new RouterSpec(kind, 2, 0);
        return small;
    }

    @Test
    void roundRobinTakesEachInTurn() {
        Router router = new RouterSpec(Kind.ROUND_ROBIN, 1, 0).router();
        int[] times = new int[8];
        for (int i = 0; i < 40; i++) {
            times[router.choose(REPLICAS, 4, new ReplicaLoads(8), Router.NO_HOLDER, Hash.combine(1, i))]++;
        }
        assertThat(times).containsExactly(10, 0, 0, 10, 0, 10, 0, 10);
        assertThat(router.choose(REPLICAS, 1, new ReplicaLoads(8), Router.NO_HOLDER, 1))
                .isEqualTo(7);
    }

    /** The turns of one model class must not depend on what is asked of the other. */
    @Test
    void roundRobinSpreadsEachModelClassExactly() {
        SmallFleet small = new SmallFleet();
        small.opusReplicas = 3;
        small.haikuReplicas = 2;
        small.router = new RouterSpec(Kind.ROUND_ROBIN, 1, 0);
        ServingPlane plane = new ServingPlane(small.build(), 0, new Silent());
        plane.bringOnLine(0, 3);
        plane.bringOnLine(1, 2);
        RequestDraft draft = new RequestDraft();
        draft.prefill = 1;
        draft.output = 1;
        int[] times = new int[5];
        for (int i = 0; i < 600; i++) {
            draft.model = Hash.combine(5, i) < 0 ? 1 : 0;
            times[plane.route(draft, Router.NO_HOLDER, i)]++;
        }
        int opus = times[0] + times[1] + times[2];
        assertThat(opus).isBetween(200, 400);
        for (int r = 0; r < 3; r++) {
            assertThat(times[r]).isBetween(opus / 3, opus / 3 + 1);
        }
        assertThat(times[3] - times[4]).isBetween(-1, 1);
    }

    /** A hundred thousand draws: each share within 4.4 standard deviations, false alarm below 1 in 20,000. */
    @Test
    void randomTakesEachAlike() {
        Router router = new RouterSpec(Kind.RANDOM, 1, 0).router();
        int[] times = new int[8];
        for (int i = 0; i < 100_000; i++) {
            times[router.choose(REPLICAS, 4, new ReplicaLoads(8), Router.NO_HOLDER, Hash.combine(2, i))]++;
        }
        for (int replica : REPLICAS) {
            assertThat(times[replica]).isBetween(25_000 - 600, 25_000 + 600);
        }
    }

    /**
     * Of two drawn with replacement the less loaded: the least loaded of four is taken unless both draws miss it, 7 in 16, the
     * most loaded only if both hit it, 1 in 16. Each share within 4.4 standard deviations, false alarm below 1 in 20,000.
     */
    @Test
    void leastLoadedTakesTheLesserOfItsDraws() {
        Router router = new RouterSpec(Kind.LEAST_LOADED, 2, 0).router();
        ReplicaLoads loads = new ReplicaLoads(8);
        double[] pending = {4, 0, 0, 1, 0, 3, 0, 2};
        for (int id = 0; id < pending.length; id++) {
            loads.set(id, pending[id], 0, 0, 0);
        }
        int[] times = new int[8];
        for (int i = 0; i < 100_000; i++) {
            times[router.choose(REPLICAS, 4, loads, Router.NO_HOLDER, Hash.combine(3, i))]++;
        }
        int[] order = {3, 7, 5, 0};
        for (int rank = 0; rank < 4; rank++) {
            double share = (7 - 2 * rank) / 16.0;
            double deviations = 4.4 * StrictMath.sqrt(100_000 * share * (1 - share));
            assertThat((double) times[order[rank]])
                    .isBetween(100_000 * share - deviations, 100_000 * share + deviations);
        }
    }

    /**
     * Four queues at load 0.8. Drawn at random each is M/D/1, which waits 20 ms; in turn and by two choices they wait less than
     * half as long, which is far beyond the noise of such a run, some 2 %.
     */
    @Test
    void turnsAndTwoChoicesWaitLessThanChance() {
        double random = fourReplicas(Kind.RANDOM).run(SPAN).wait(LARGE, 0).mean();
        double inTurn = fourReplicas(Kind.ROUND_ROBIN).run(SPAN).wait(LARGE, 0).mean();
        double ofTwo = fourReplicas(Kind.LEAST_LOADED).run(SPAN).wait(LARGE, 0).mean();
        assertThat(random).isBetween(0.018, 0.022);
        assertThat(inTurn).isLessThan(0.5 * random);
        assertThat(ofTwo).isLessThan(0.5 * random);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void allAreTheSameWithOneReplica(Kind kind) {
        SmallFleet small = SmallFleet.poisson(70, EQUAL_STEPS);
        small.router = new RouterSpec(kind, 3, 0);
        LatencyHistogram waits = small.run(SPAN).wait(LARGE, 0);
        small.router = new RouterSpec(Kind.RANDOM, 1, 0);
        LatencyHistogram others = small.run(SPAN).wait(LARGE, 0);
        assertThat(waits.count()).isEqualTo(others.count()).isGreaterThan(80_000);
        assertThat(waits.mean()).isEqualTo(others.mean());
        assertThat(waits.cdf(1000)).usingRecursiveComparison().isEqualTo(others.cdf(1000));
    }

    /** Two pools of one model class, of which only one can hold a long request: it is never refused for the other's sake. */
    @Test
    void aLongRequestGoesWhereItFits() {
        SmallFleet small = new SmallFleet().annex(2, 0, 0, 0);
        small.opusReplicas = 2;
        FleetModel fleet = small.build();
        small.kvTokens = 1000;
        PoolModel little = small.build().pools().get(0);
        FleetModel mixed = new FleetModel(
                fleet.seed(),
                fleet.cells(),
                fleet.injectionCells(),
                fleet.slice(),
                fleet.demand(),
                fleet.models(),
                fleet.sessions(),
                fleet.lengths(),
                fleet.gaps(),
                fleet.limits(),
                fleet.limitsFrom(),
                fleet.sites(),
                List.of(little, fleet.pools().get(1), fleet.pools().get(2)),
                fleet.router(),
                fleet.prefixes(),
                fleet.segments(),
                fleet.growthFrom());
        ServingPlane plane = new ServingPlane(mixed, 0, new Silent());
        plane.bringOnLine(0, 2);
        plane.bringOnLine(2, 2);
        RequestDraft draft = new RequestDraft();
        draft.prefill = 5000;
        draft.output = 10;
        for (int i = 0; i < 100; i++) {
            int replica = plane.route(draft, Router.NO_HOLDER, Hash.combine(4, i));
            assertThat(plane.fits(replica, draft)).as("replica %d", replica).isTrue();
        }
    }

    private static final class Silent implements ReplicaListener {
        @Override
        public void started(int request, double t) {}

        @Override
        public void firstToken(int request, double t) {}

        @Override
        public void restarted(int request, double t) {}

        @Override
        public void completed(int request, double t) {}
    }
}

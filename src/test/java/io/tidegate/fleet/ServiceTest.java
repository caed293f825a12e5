package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Timelines by hand: every step takes 10 ms and at most 2,048 tokens, a slice lasts 50 ms. */
class ServiceTest {
    private static final int OPUS = 0;
    private static final int HAIKU = 1;
    private static final int DECODE = 2;

    private final SmallFleet small = new SmallFleet();
    private final InFlight flight = new InFlight();
    private final SessionTable table = new SessionTable();
    private final List<String> done = new ArrayList<>();

    {
        small.law = SmallFleet.EQUAL_STEPS;
        small.opusReplicas = 1;
        small.haikuReplicas = 1;
    }

    private Service service(CellOutcome out) {
        Recorder recorder = new Recorder(
                SmallFleet.span(0, 0, SmallFleet.HOUR),
                small.models(),
                table,
                flight,
                out,
                (request, t) -> done.add(flight.input[request] + " at " + StrictMath.round(t * 1e4) / 10.0 + " ms"));
        Service service = new Service(small.build(), 0, table, flight, recorder);
        for (int pool = 0; pool < small.build().pools().size(); pool++) {
            service.plane().bringOnLine(pool, service.plane().size(pool));
        }
        return service;
    }

    private CellOutcome outcome() {
        FleetModel fleet = small.build();
        return new CellOutcome(
                4, 2, fleet.sites().size(), fleet.pools().size(), 2, SmallFleet.span(0, 0, SmallFleet.HOUR));
    }

    private static RequestDraft request(int prompt, int output) {
        RequestDraft draft = new RequestDraft();
        draft.prefill = prompt;
        draft.output = output;
        return draft;
    }

    private void send(Service service, int population, double t, RequestDraft draft) {
        int replica = service.route(SessionTable.NONE, t, draft, 0);
        assertThat(service.plane().fits(replica, draft)).isTrue();
        assertThat(service.plane().isFull(replica, draft)).isFalse();
        service.admit(replica, SessionTable.NONE, population, 0, t, draft, 0);
    }

    private static void slice(Service service, int index, Runnable arrivals) {
        service.begin((index + 1) * 0.05);
        arrivals.run();
        service.moveBefore((index + 1) * 0.05);
        service.advanceTo((index + 1) * 0.05);
    }

    private long open() {
        long[] counts = new long[4];
        flight.countByPopulation(counts, 0);
        return Arrays.stream(counts).sum();
    }

    /**
     * The prompt takes two steps from 12 ms on, so that the first token comes at 32 ms; latency and 3,000 tokens at a million a
     * second take 23 ms; four steps from 55 ms on give the other four tokens.
     */
    @Test
    void aPromptIsTransferredAndDecodedElsewhere() {
        small.decodeReplicas = 1;
        CellOutcome out = outcome();
        Service service = service(out);
        slice(service, 0, () -> send(service, SmallFleet.LARGE, 0.012, request(3000, 5)));
        assertThat(open()).as("on its way").isEqualTo(1);
        assertThat(service.plane().onLineReplicas(OPUS).get(0).active()).isZero();
        assertThat(service.plane().onLineReplicas(DECODE).get(0).active()).isZero();
        slice(service, 1, () -> {});
        assertThat(done).containsExactly("3000 at 95.0 ms");
        assertThat(open()).isZero();
        assertThat(out.ttft(SmallFleet.LARGE, 0).mean()).isCloseTo(0.020, within(2e-5));
        assertThat(out.wait(SmallFleet.LARGE, 0).mean()).isCloseTo(0, within(2e-5));
        assertThat(out.tpot(SmallFleet.LARGE, 0).mean()).isCloseTo(0.063 / 4, within(2e-5));
    }

    /** Prompt and first token end at 11 ms, but nothing moves before the next slice, at 50 ms: two more tokens take till 70 ms. */
    @Test
    void aMoveComesNoEarlierThanTheNextSlice() {
        small.decodeReplicas = 1;
        small.transfer = 0;
        Service service = service(outcome());
        slice(service, 0, () -> send(service, SmallFleet.LARGE, 0.001, request(1000, 3)));
        slice(service, 1, () -> {});
        assertThat(done).containsExactly("1000 at 70.0 ms");
    }

    /** A request of a single token has nothing to decode, and one of the other class has one pool for everything. */
    @Test
    void whatNeedsNoTransferEndsWhereItBegan() {
        small.decodeReplicas = 1;
        Service service = service(outcome());
        RequestDraft other = request(500, 3);
        other.model = 1;
        slice(service, 0, () -> {
            send(service, SmallFleet.LARGE, 0.001, request(1000, 1));
            send(service, SmallFleet.LARGE, 0.002, other);
        });
        assertThat(done).containsExactly("1000 at 11.0 ms", "500 at 32.0 ms");
        assertThat(service.plane().onLineReplicas(HAIKU).get(0).meter().steps()).isEqualTo(3);
        assertThat(service.plane().onLineReplicas(DECODE).get(0).meter().steps())
                .isZero();
    }

    /** One at a time: while the first is served, a later one of a better class overtakes the one that waits. */
    @Test
    void aBetterClassOvertakes() {
        small.maxBatch = 1;
        small.freePriority = 2;
        Service service = service(outcome());
        slice(service, 0, () -> {
            send(service, SmallFleet.FREE, 0, request(100, 2));
            send(service, SmallFleet.FREE, 0.001, request(200, 1));
            send(service, SmallFleet.LARGE, 0.002, request(300, 1));
        });
        assertThat(done).containsExactly("100 at 20.0 ms", "300 at 30.0 ms", "200 at 40.0 ms");
    }

    /** Decoding is what runs out of room: one replica of one place and its queue of three. */
    @Test
    void aPromptIsRefusedWhereDecodingIsFull() {
        small.decodeReplicas = 1;
        small.maxBatch = 1;
        Service service = service(outcome());
        RequestDraft draft = request(10, 1000);
        for (int i = 0; i < 4; i++) {
            double t = i * 0.05;
            slice(service, i, () -> send(service, SmallFleet.LARGE, t, draft));
        }
        assertThat(service.plane().isFull(0, draft)).isTrue();
        assertThat(service.plane().isFull(0, request(10, 1))).isFalse();
    }
}

package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.supply.PrefixCaching;
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
                SmallFleet.span(0, 0, SmallFleet.HOUR), small.models(), table, flight, out, new Recorder.Follower() {
                    @Override
                    public void completed(int request, double t) {
                        tell(request, "", t);
                    }

                    @Override
                    public void left(int request, double t) {
                        tell(request, " left", t);
                    }
                });
        Service service = new Service(small.build(), 0, table, flight, recorder);
        for (int pool = 0; pool < small.build().pools().size(); pool++) {
            service.plane().bringOnLine(pool, service.plane().size(pool));
        }
        return service;
    }

    private void tell(int request, String what, double t) {
        done.add(flight.input[request] + what + " at " + StrictMath.round(t * 1e4) / 10.0 + " ms");
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
        send(service, SessionTable.NONE, population, t, draft);
    }

    private void send(Service service, int session, int population, double t, RequestDraft draft) {
        service.moveBefore(t);
        int replica = service.route(session, t, draft, 0);
        assertThat(service.plane().fits(replica, draft)).isTrue();
        assertThat(service.plane().isFull(replica, draft)).isFalse();
        service.admit(replica, session, population, 0, t, draft, 0);
    }

    /** A request whose user waits for so many milliseconds. */
    private static RequestDraft request(int prompt, int output, double patience) {
        RequestDraft draft = request(prompt, output);
        draft.patience = patience / 1000;
        return draft;
    }

    /** A request that finds so many tokens of its session's prefix if they are kept, and else computes them too. */
    private static RequestDraft request(int prefix, int prompt, int output, double patience) {
        RequestDraft draft = request(prompt, output, patience);
        draft.cached = prefix;
        draft.ownCached = prefix;
        return draft;
    }

    private static void slice(Service service, int index, Runnable arrivals) {
        service.begin((index + 1) * 0.05);
        arrivals.run();
        service.moveBefore((index + 1) * 0.05);
        service.advanceTo((index + 1) * 0.05);
    }

    private long open() {
        long[] counts = new long[4];
        flight.countByPopulation(counts);
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

    /** One at a time: the second waits in vain for 24 ms, so that the third comes next. */
    @Test
    void whoLeavesTheQueueMakesWay() {
        small.maxBatch = 1;
        CellOutcome out = outcome();
        Service service = service(out);
        slice(service, 0, () -> {
            send(service, SmallFleet.FREE, 0, request(100, 3));
            send(service, SmallFleet.FREE, 0.001, request(200, 1, 24));
            send(service, SmallFleet.FREE, 0.002, request(300, 1, 38.5));
        });
        assertThat(done).containsExactly("100 at 30.0 ms", "200 left at 25.0 ms", "300 at 40.0 ms");
        assertThat(open()).isZero();
        assertThat(out.abandoned[SmallFleet.FREE]).isEqualTo(1);
        assertThat(out.lost[SmallFleet.FREE]).isEqualTo(1);
        assertThat(out.wastedTokens[SmallFleet.FREE]).isZero();
    }

    /** Of 5,000 tokens two steps have computed 4,096 when the second ends at 20 ms, in which the user leaves. */
    @Test
    void aPromptUnderWayIsGivenUpAtTheEndOfItsStep() {
        CellOutcome out = outcome();
        Service service = service(out);
        slice(service, 0, () -> {
            send(service, SmallFleet.FREE, 0, request(5000, 5, 12));
            send(service, SmallFleet.FREE, 0.013, request(2048, 1));
        });
        assertThat(done).containsExactly("5000 left at 12.0 ms", "2048 at 30.0 ms");
        assertThat(out.wastedTokens[SmallFleet.FREE]).isEqualTo(4096);
        assertThat(out.ttft(SmallFleet.FREE, 0).count()).isEqualTo(1);
    }

    /** At 10 ms the step ends that gives the first token, too late; the replica does nothing after it. */
    @Test
    void aFirstTokenThatComesTooLateIsNone() {
        CellOutcome out = outcome();
        Service service = service(out);
        slice(service, 0, () -> {
            send(service, SmallFleet.FREE, 0, request(1000, 3, 5));
            RequestDraft other = request(700, 1, 5);
            other.model = 1;
            send(service, SmallFleet.FREE, 0.001, other);
        });
        assertThat(done).containsExactlyInAnyOrder("1000 left at 5.0 ms", "700 left at 6.0 ms");
        assertThat(out.wastedTokens[SmallFleet.FREE]).isEqualTo(1001 + 701);
        assertThat(out.ttft(SmallFleet.FREE, 0).count()).isZero();
        assertThat(service.plane().onLineReplicas(OPUS).get(0).meter().steps()).isEqualTo(1);
        assertThat(service.plane().onLineReplicas(HAIKU).get(0).meter().steps()).isEqualTo(1);
        assertThat(open()).isZero();
    }

    /** As above, the first token comes at 32 ms: for who waits for 25 ms it is in time, for who waits for 15 it is not. */
    @Test
    void nothingIsTransferredForWhoHasLeft() {
        small.decodeReplicas = 1;
        CellOutcome out = outcome();
        Service service = service(out);
        slice(service, 0, () -> send(service, SmallFleet.FREE, 0.012, request(3000, 5, 25)));
        slice(service, 1, () -> {});
        assertThat(done).containsExactly("3000 at 95.0 ms");
        slice(service, 2, () -> send(service, SmallFleet.FREE, 0.112, request(3000, 5, 15)));
        slice(service, 3, () -> {});
        assertThat(done).containsExactly("3000 at 95.0 ms", "3000 left at 127.0 ms");
        assertThat(out.wastedTokens[SmallFleet.FREE]).isEqualTo(3001);
        assertThat(service.plane().onLineReplicas(DECODE).get(0).meter().steps())
                .isEqualTo(4);
        assertThat(open()).isZero();
    }

    private PrefixUse useOfLast() {
        return PrefixUse.values()[flight.prefix[0]];
    }

    private int session() {
        int session = table.allocate();
        table.key[session] = 1L + session;
        return session;
    }

    /**
     * Of 10,000 tokens 7,001 displace 4,001 to the host, from where they take 40 ms; the user leaves after 10. They are back, and in
     * HBM, beside 5,990 that another leaves, for which there would be no room were they still pinned.
     */
    @Test
    void whoLeavesWhileThePrefixIsReadBackGivesItBack() {
        small.caching = PrefixCaching.PER_REPLICA;
        small.kvTokens = 10_000;
        small.hostTokens = 10_000;
        small.reload = 100_000;
        Service service = service(outcome());
        int first = session();
        int second = session();
        int third = session();
        slice(service, 0, () -> send(service, first, SmallFleet.FREE, 0, request(4000, 1)));
        slice(service, 1, () -> send(service, second, SmallFleet.FREE, 0.05, request(7000, 1)));
        slice(service, 2, () -> send(service, first, SmallFleet.FREE, 0.1, request(4001, 99, 1, 10)));
        assertThat(useOfLast()).isEqualTo(PrefixUse.HOST);
        slice(service, 3, () -> send(service, third, SmallFleet.FREE, 0.15, request(5989, 1)));
        slice(service, 4, () -> send(service, first, SmallFleet.FREE, 0.2, request(4001, 99, 1, 1e9)));
        assertThat(useOfLast()).isEqualTo(PrefixUse.HBM);
        assertThat(done)
                .containsExactly(
                        "4000 at 20.0 ms",
                        "7000 at 90.0 ms",
                        "4100 left at 110.0 ms",
                        "5989 at 180.0 ms",
                        "4100 at 210.0 ms");
    }

    /** Two steps compute 4,096 of 5,000 tokens until the user leaves: the next request need not compute these again. */
    @Test
    void whatWasComputedForWhoLeftStays() {
        small.caching = PrefixCaching.PER_REPLICA;
        Service service = service(outcome());
        int session = session();
        RequestDraft next = request(5000, 100, 1, 1e9);
        slice(service, 0, () -> send(service, session, SmallFleet.FREE, 0, request(5000, 1, 12)));
        slice(service, 1, () -> send(service, session, SmallFleet.FREE, 0.05, next));
        assertThat(useOfLast()).isEqualTo(PrefixUse.HBM);
        assertThat(next.cached).isEqualTo(4096);
        // Another waits behind a long answer with the prefix, and leaves: it is as before.
        small.maxBatch = 1;
        Service busy = service(outcome());
        done.clear();
        slice(busy, 0, () -> send(busy, session, SmallFleet.FREE, 0, request(500, 1)));
        slice(busy, 1, () -> {
            send(busy, SmallFleet.FREE, 0.05, request(10, 3));
            send(busy, session, SmallFleet.FREE, 0.06, request(501, 100, 1, 15));
        });
        RequestDraft again = request(501, 100, 1, 1e9);
        slice(busy, 2, () -> send(busy, session, SmallFleet.FREE, 0.1, again));
        assertThat(again.cached).isEqualTo(501);
        assertThat(done).containsExactly("500 at 10.0 ms", "10 at 80.0 ms", "601 left at 75.0 ms", "601 at 110.0 ms");
    }
}

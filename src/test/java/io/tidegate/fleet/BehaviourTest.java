package io.tidegate.fleet;

import static io.tidegate.fleet.SmallFleet.HOUR;
import static io.tidegate.fleet.SmallFleet.NO_LIMIT;
import static io.tidegate.fleet.SmallFleet.PRO;
import static io.tidegate.fleet.SmallFleet.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.limits.Denial;
import io.tidegate.limits.WindowSpec;
import io.tidegate.limits.WindowSpec.Semantics;
import io.tidegate.random.Hash;
import io.tidegate.workload.Draw;
import io.tidegate.workload.ReactionSpec;
import io.tidegate.workload.RequestDraft;
import io.tidegate.workload.SessionKind;
import io.tidegate.workload.SessionTable;
import io.tidegate.workload.Subscribers;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One user after the other meets a limit, with the clock in hand. Time 0 is ten o'clock; peak hours end at eleven. */
class BehaviourTest {
    private static final int OPUS = 0;
    private static final int HAIKU = 1;
    private static final int USERS = 2000;

    private final SmallFleet small = new SmallFleet();
    private final SessionTable table = new SessionTable();
    private Behaviour behaviour;
    private Accounts accounts;
    private LimitsTimeline timeline;
    private Subscribers subscribers;

    BehaviourTest() {
        small.plans = List.of(plan("free", NO_LIMIT, NO_LIMIT), plan("pro", 1000, NO_LIMIT));
        begin();
    }

    private void begin() {
        FleetModel fleet = small.build();
        PhaseSpan span = SmallFleet.span(0, 0, 8 * HOUR);
        subscribers =
                new Subscribers(fleet.demand(), fleet.sessions(), 1, new int[] {0, USERS}, SmallFleet.DATE, -3, 3);
        timeline = fleet.timeline(span);
        accounts = new Accounts(subscribers, fleet.models(), timeline, span);
        behaviour = new Behaviour(fleet, span, subscribers, timeline, accounts);
    }

    private void reaction(double resume, double downgrade, double offPeak, double pay, double budget) {
        small.reactions = List.of(new ReactionSpec("pro", resume, downgrade, offPeak, pay, budget, 1e9, 0.8, 0));
        begin();
    }

    private int session(int user) {
        int slot = table.allocate();
        table.key[slot] = 77L + user;
        table.kind[slot] = (byte) SessionKind.CHAT.ordinal();
        table.population[slot] = PRO;
        table.owner[slot] = user;
        table.model[slot] = OPUS;
        return slot;
    }

    private LimitTables limits(double t) {
        return timeline.at(SmallFleet.at(10, 0) + t);
    }

    /** Output alone costs five credits a token, and the first model class counts five times. */
    private void use(int user, int model, double credits, double t) {
        RequestDraft draft = new RequestDraft();
        draft.model = model;
        draft.output = (int) (credits / (model == OPUS ? 25 : 5));
        assertThat(ask(user, model, t)).isEqualTo(Accounts.PASS);
        accounts.charge(user, limits(t), false, SmallFleet.at(10, 0) + t, draft);
    }

    private int ask(int user, int model, double t) {
        int slot = session(user);
        int reason = behaviour.check(table, slot, model, limits(t), t);
        table.release(slot);
        return reason;
    }

    /** The answer to a refusal at {@code t}. */
    private double goesOn(int slot, double t) {
        assertThat(behaviour.check(table, slot, table.model[slot], limits(t), t))
                .isNotEqualTo(Accounts.PASS);
        return behaviour.goesOnAt(table, slot, limits(t), t, accounts.passesAt() - SmallFleet.at(10, 0));
    }

    @Test
    void comesBackAtTheReset() {
        reaction(1, 0, 0, 0, 0);
        use(5, OPUS, 1000, 600);
        int slot = session(5);
        assertThat(goesOn(slot, 900)).isEqualTo(600 + 5 * HOUR);
        assertThat(table.attempt[slot]).isEqualTo((byte) 1);
    }

    @Test
    void leaves() {
        reaction(0, 0, 0, 0, 0);
        use(5, OPUS, 1000, 600);
        assertThat(goesOn(session(5), 900)).isNaN();
    }

    @Test
    void comesBackOffPeakAndThenWaitsForTheReset() {
        reaction(0, 0, 1, 0, 0);
        use(5, OPUS, 1000, 600);
        int slot = session(5);
        assertThat(goesOn(slot, 900)).isEqualTo(HOUR);
        assertThat(goesOn(slot, HOUR)).isEqualTo(600 + 5 * HOUR);
    }

    @Test
    void comesBackAtTheResetIfThatIsBeforePeakHoursEnd() {
        reaction(0, 0, 1, 0, 0);
        use(5, OPUS, 1000, 600 - 5 * HOUR);
        assertThat(goesOn(session(5), 300)).isEqualTo(600);
    }

    @Test
    void paysAsMuchAsTheBudgetAndThenWaits() {
        reaction(0, 0, 0, 1, 500);
        use(5, OPUS, 1000, 600);
        use(5, OPUS, 250, 700);
        use(5, OPUS, 250, 800);
        assertThat(behaviour.overflow(5)).isEqualTo(500);
        assertThat(accounts.windows().windowUsed(5)).isEqualTo(1000);
        assertThat(goesOn(session(5), 900)).isEqualTo(600 + 5 * HOUR);
    }

    @Test
    void goesOnWithTheSmallerModelWhereOnlyTheOtherIsLimited() {
        small.plans = List.of(plan("free", NO_LIMIT, NO_LIMIT), plan("pro", NO_LIMIT, NO_LIMIT));
        small.windows = List.of(new WindowSpec(
                "opus week",
                List.of("pro"),
                List.of("opus"),
                1000,
                5 * HOUR,
                Semantics.FIRST_USE,
                ZoneOffset.UTC,
                false));
        reaction(0, 1, 0, 0, 0);
        use(5, OPUS, 1000, 600);
        int slot = session(5);
        table.mainTouch[slot] = 800;
        assertThat(goesOn(slot, 900)).isEqualTo(900 + small.roundTrip);
        assertThat(table.model[slot]).isEqualTo((byte) HAIKU);
        assertThat(table.mainTouch[slot]).as("nothing is cached for it").isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(ask(5, HAIKU, 901)).isEqualTo(Accounts.PASS);
        assertThat(ask(5, OPUS, 901)).isEqualTo(Denial.WINDOW_OTHER.code());
    }

    @Test
    void waitsWhereTheSmallerModelIsLimitedToo() {
        reaction(0, 1, 0, 0, 0);
        use(5, OPUS, 1000, 600);
        int slot = session(5);
        assertThat(goesOn(slot, 900)).isEqualTo(600 + 5 * HOUR);
        assertThat(table.model[slot]).isEqualTo((byte) OPUS);
    }

    @Test
    void asksAgainWhenLimitsChange() {
        small.change(Double.NEGATIVE_INFINITY);
        small.plans = List.of(plan("free", NO_LIMIT, NO_LIMIT), plan("pro", 2000, NO_LIMIT));
        small.change(SmallFleet.at(12, 0));
        reaction(1, 0, 0, 0, 0);
        use(5, OPUS, 1000, 600);
        int slot = session(5);
        assertThat(goesOn(slot, 900)).isEqualTo(2 * HOUR);
        assertThat(ask(5, OPUS, 2 * HOUR)).isEqualTo(Accounts.PASS);
    }

    /** Of 2,000 users 300 leave; 4 standard deviations are 64: a false alarm in 16,000. */
    @Test
    void everyUserIsOfOneKindAndKindsHaveTheirShares() {
        reaction(0.4, 0, 0.2, 0.25, 0);
        int leave = 0;
        int pay = 0;
        for (int user = 0; user < USERS; user++) {
            use(user, OPUS, 1000, 600);
            int slot = session(user);
            boolean leaves = Double.isNaN(goesOn(slot, 900));
            table.key[slot] = 31;
            table.position[slot] = 4;
            assertThat(Double.isNaN(goesOn(slot, 2000))).isEqualTo(leaves);
            leave += leaves ? 1 : 0;
            double u = Draw.REACTION.unit(subscribers.key(user));
            assertThat(leaves).isEqualTo(u >= 0.85);
            pay += u >= 0.6 && u < 0.85 ? 1 : 0;
            table.release(slot);
        }
        assertThat(leave).isCloseTo(300, within(64));
        assertThat(pay).isCloseTo(500, within(78));
    }

    @Test
    void withoutAReactionACoinDecidesEachTime() {
        small.resume = 0.5;
        begin();
        int stay = 0;
        for (int user = 0; user < 200; user++) {
            use(user, OPUS, 1000, 600);
            int slot = session(user);
            long identity = Hash.combine(Hash.combine(table.key[slot], 0), 0);
            double at = goesOn(slot, 900);
            if (Draw.RESUME.unit(identity) < 0.5) {
                assertThat(at).isEqualTo(600 + 5 * HOUR);
                stay++;
            } else {
                assertThat(at).isNaN();
            }
        }
        assertThat(stay).isBetween(50, 150);
    }
}

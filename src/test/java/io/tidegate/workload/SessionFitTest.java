package io.tidegate.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.scenario.Catalog;
import io.tidegate.scenario.ScenarioException;
import io.tidegate.scenario.ScenarioLoader;
import io.tidegate.workload.SessionWalk.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Generated coding sessions against recorded ones: two-sample Kolmogorov-Smirnov tests, and row by row.
 *
 * <p>Requests of one session depend on each other, and the test needs independent values; so each session gives one value of each measure:
 * its number of requests and its cached share, and the input, the output and the gap of one of its requests, drawn evenly.
 */
class SessionFitTest {
    private static final int GENERATED = 2000;
    /** False-alarm probability of one comparison, at most: values that repeat make the test more cautious. */
    private static final double ALPHA = 1e-4;

    private static final double TIME_TO_LIVE = 300;

    private final SessionLibrary library = Catalog.sessions();

    /** What is compared. */
    enum Measure {
        REQUESTS,
        INPUT,
        OUTPUT,
        GAP,
        CACHED_SHARE;

        double of(List<Step> session, Random random) {
            return switch (this) {
                case REQUESTS -> session.size();
                case INPUT -> session.get(random.nextInt(session.size())).input();
                case OUTPUT -> session.get(random.nextInt(session.size())).output();
                // Not the first request, which follows nothing.
                case GAP -> session.get(1 + random.nextInt(session.size() - 1)).gap();
                case CACHED_SHARE -> sum(session, true) / sum(session, false);
            };
        }

        private static double sum(List<Step> session, boolean cached) {
            double sum = 0;
            for (Step step : session) {
                sum += cached ? step.cached() : step.input();
            }
            return sum;
        }

        /** The value of a workload that has twice as much of it; of the cached share, twice as much that is not cached. */
        double shifted(double value) {
            return this == CACHED_SHARE ? 1 - 2 * (1 - value) : 2 * value;
        }
    }

    private static SessionModel model(SessionLibrary sessions) throws ScenarioException {
        DemandSpec demand = ScenarioLoader.load(Path.of("scenarios/capacity-injection.yaml"), List.of())
                .scenario()
                .demand();
        assertThat(demand.cacheTimeToLive()).isEqualTo(TIME_TO_LIVE);
        LengthTable lengths = Catalog.lengths(demand.chat().plainLengths());
        return new SessionModel(demand, sessions, lengths, lengths, 2);
    }

    private static double[] values(List<List<Step>> sessions, Measure measure, long seed) {
        Random random = new Random(seed);
        return sessions.stream()
                .mapToDouble(session -> measure.of(session, random))
                .toArray();
    }

    private static double distance(double[] x, double[] y) {
        return new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(x, y);
    }

    /** What two samples of one distribution exceed with {@link #ALPHA} (Smirnov's limit): 0.113 for 482 and 2,000. */
    private static double critical(int n, int m) {
        return deviation(1) * StrictMath.sqrt(1.0 / n + 1.0 / m);
    }

    /** What a sample of {@code n} exceeds against its own distribution with {@link #ALPHA}, whatever it is (Massart). */
    private static double deviation(int n) {
        return StrictMath.sqrt(StrictMath.log(2 / ALPHA) / (2 * n));
    }

    /**
     * With these seeds D is 0.016, 0.029, 0.035, 0.030 and 0.019, in the order of the measures. It is less than that of two samples of
     * one distribution, as all draws are of the recorded sessions themselves.
     */
    @ParameterizedTest
    @EnumSource
    void generatedSessionsAreDistributedAsTheRecorded(Measure measure) throws ScenarioException {
        double[] recorded = values(SessionWalk.recorded(library, TIME_TO_LIVE), measure, 11);
        double[] generated = values(SessionWalk.generated(model(library), library, GENERATED, 1, 21), measure, 12);

        assertThat(recorded).hasSize(482);
        double d = distance(recorded, generated);
        assertThat(d).as("D of %s", measure).isLessThan(critical(recorded.length, GENERATED));
        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(recorded, generated))
                .isGreaterThan(ALPHA);
        if (measure == Measure.REQUESTS || measure == Measure.CACHED_SHARE) {
            // No request is drawn here: the recorded values are the whole distribution, which a sample of 2,000 is
            // close to.
            assertThat(d).isLessThan(deviation(GENERATED));
        }
    }

    /** Each measure doubled is told apart, so that agreement means something. */
    @ParameterizedTest
    @EnumSource
    void aShiftedSampleIsRejected(Measure measure) throws ScenarioException {
        double[] recorded = values(SessionWalk.recorded(library, TIME_TO_LIVE), measure, 11);
        double[] generated = values(SessionWalk.generated(model(library), library, GENERATED, 1, 21), measure, 12);
        for (int i = 0; i < generated.length; i++) {
            generated[i] = measure.shifted(generated[i]);
        }
        assertThat(distance(recorded, generated)).isGreaterThan(critical(recorded.length, GENERATED));
    }

    /**
     * A generator that knows the first half of the sessions, against the second, which it never saw and which shares no request with it.
     * Its 2,000 draws hold no more than its 241 sessions do: D is at most that of two samples of 241, plus what 2,000 draws
     * deviate from theirs; each bound fails with {@link #ALPHA}. The halves are no two samples of one distribution: sessions of the second have
     * 59 requests in the median and of the first 37, and the bound of 0.252 is nearly reached. A generator that is wrong by a factor
     * of four is told apart.
     */
    @ParameterizedTest
    @EnumSource
    void halfOfTheSessionsForetellTheOtherHalf(Measure measure) throws ScenarioException {
        int half = library.sessions() / 2;
        SessionLibrary known = SessionWalk.part(library, 0, half);
        SessionLibrary unseen = SessionWalk.part(library, half, library.sessions());
        double[] recorded = values(SessionWalk.recorded(unseen, TIME_TO_LIVE), measure, 31);
        double[] generated = values(SessionWalk.generated(model(known), known, GENERATED, 1, 41), measure, 32);
        double bound = critical(half, half) + deviation(GENERATED);

        assertThat(distance(recorded, generated)).as("D of %s", measure).isLessThan(bound);
        for (int i = 0; i < generated.length; i++) {
            generated[i] = measure.shifted(measure.shifted(generated[i]));
        }
        assertThat(distance(recorded, generated)).as("D of four times %s", measure).isGreaterThan(bound);
    }

    @Test
    void generatedSessionsKeepOrderAndPrefixesOfTheirRecordedOne() throws ScenarioException {
        List<List<Step>> recorded = SessionWalk.recorded(library, TIME_TO_LIVE);
        boolean[] seen = new boolean[library.sessions()];
        for (List<Step> session : SessionWalk.generated(model(library), library, GENERATED, 1, 51)) {
            int origin = origin(session.get(0).row());
            assertThat(session).isEqualTo(recorded.get(origin));
            seen[origin] = true;
        }
        int distinct = 0;
        for (boolean each : seen) {
            distinct += each ? 1 : 0;
        }
        // Of 482 equally likely ones, 474.4 are drawn at least once in 2,000, give or take 2.7.
        assertThat(distinct).isBetween(474 - 16, 482);
    }

    /** Pro users keep the first 35 % of a session, at least one request. */
    @Test
    void aLeadingShareIsTheSameSessionCutShort() throws ScenarioException {
        List<List<Step>> recorded = SessionWalk.recorded(library, TIME_TO_LIVE);
        for (List<Step> session : SessionWalk.generated(model(library), library, GENERATED, 0.35, 61)) {
            List<Step> whole = recorded.get(origin(session.get(0).row()));
            assertThat(session).isEqualTo(whole.subList(0, session.size()));
            assertThat((double) session.size()).isBetween(0.35 * whole.size() - 0.5, 0.35 * whole.size() + 0.5);
        }
    }

    private int origin(int row) {
        int session = 0;
        while (library.end(session) <= row) {
            session++;
        }
        assertThat(library.first(session)).isEqualTo(row);
        return session;
    }
}

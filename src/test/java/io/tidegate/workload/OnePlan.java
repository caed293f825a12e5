package io.tidegate.workload;

import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;

/** The demand of one plan in one region for tests, to be changed field by field. Recorded sessions are of one request. */
final class OnePlan {
    private static final List<Double> ANY_HOUR = Collections.nCopies(24, 1.0);

    private final ChatSpec chat;
    ZoneOffset zone = ZoneOffset.UTC;
    double active = 1;
    double chatRequests = 1;
    double coders;
    double codingSessions;
    double intensitySigma;
    List<Double> hours = ANY_HOUR;
    double weekend = 1;
    LengthTable lengths = new LengthTable("none", new int[] {1}, new int[] {1});

    OnePlan(ChatSpec chat) {
        this.chat = chat;
    }

    DemandSpec demand() {
        List<Double> one = List.of(1.0);
        PlanSpec plan = new PlanSpec(
                "plan",
                1,
                active,
                chatRequests,
                coders,
                codingSessions,
                1,
                intensitySigma,
                0,
                one,
                one,
                "day",
                "day",
                Audience.CONSUMER);
        return new DemandSpec(
                List.of(new RegionSpec("region", zone, 0.1, 1, 1, 1)),
                List.of(new CurveSpec("day", hours, ANY_HOUR, weekend)),
                chat,
                List.of(plan),
                new ApiSpec(0, 1, "none", 0, 0, List.of(), List.of()),
                300,
                0.5);
    }

    SessionModel sessions() {
        SessionLibrary library =
                new SessionLibrary(List.of(List.of(new SessionLibrary.Request(10, 1, 0, 0, 0, 0, false, false))));
        return new SessionModel(demand(), library, lengths, lengths, 1);
    }
}

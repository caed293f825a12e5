package io.tidegate.scenario;

import io.tidegate.workload.DynamicsSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What must hold of moves between plans: each leads to another plan, and all of them agree on which plans are higher. */
final class MoveChecks {
    /** What some move says of two plans. */
    private record Order(String lower, String higher) {}

    private final List<String> plans;
    private final Function<String, Origin> at;
    private final Problems problems;
    private final List<Order> orders = new ArrayList<>();

    MoveChecks(List<String> plans, Function<String, Origin> at, Problems problems) {
        this.plans = plans;
        this.at = at;
        this.problems = problems;
    }

    void check(List<DynamicsSpec> all) {
        for (DynamicsSpec each : all) {
            String path = "demand.dynamics." + each.plan() + ".";
            move(path, "move-to", "move-per-limited-day", each.plan(), each.moveTo(), each.movePerLimitedDay(), true);
            move(
                    path,
                    "move-down-to",
                    "move-down-per-idle-week",
                    each.plan(),
                    each.moveDownTo(),
                    each.moveDownPerIdleWeek(),
                    false);
        }
    }

    private void move(
            String path, String where, String howOften, String from, String to, double probability, boolean up) {
        boolean nowhere = to.equals(DynamicsSpec.NOWHERE);
        if (probability > 0 && nowhere) {
            breach(path + howOften, "needs the plan to move to: " + where);
        } else if (!nowhere && probability == 0) {
            breach(path + where, "nobody moves: needs a " + howOften + " above 0");
        } else if (probability > 0) {
            problems.known(at.apply(path + where), "plan", to, plans);
            if (to.equals(from)) {
                breach(path + where, "must be another plan");
            } else if (up ? isHigher(from, to) : isHigher(to, from)) {
                String need = up ? "a higher" : "a lower";
                String is = up ? "lower" : "higher";
                breach(
                        path + where,
                        "must be " + need + " plan than '" + from + "', but by the moves before '" + to + "' is " + is);
            } else {
                orders.add(up ? new Order(from, to) : new Order(to, from));
            }
        }
    }

    private void breach(String path, String what) {
        problems.add(at.apply(path), what);
    }

    /** Whether the moves so far lead from one plan up to another, by whatever plans between. */
    private boolean isHigher(String plan, String than) {
        return orders.stream()
                .filter(order -> order.lower.equals(than))
                .anyMatch(order -> order.higher.equals(plan) || isHigher(plan, order.higher));
    }
}

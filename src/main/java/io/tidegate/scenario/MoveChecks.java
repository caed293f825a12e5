package io.tidegate.scenario;

import io.tidegate.workload.DynamicsSpec;
import java.util.ArrayList;
import java.util.List;

/** What must hold of moves between plans: each leads to another plan, and all of them agree on which plans are higher. */
final class MoveChecks {
    /** Complains about a name that is none of some. */
    interface Names {
        /** {@code name} must be one of {@code names}. */
        void known(String path, String kind, String name, List<String> names);
    }

    /** Complains about a value. */
    interface Breaches {
        /** The value at a path is wrong for a reason. */
        void breach(String path, String what);
    }

    /** What some move says of two plans. */
    private record Order(String lower, String higher) {}

    private final Names names;
    private final Breaches breaches;
    private final List<String> plans;
    private final List<Order> orders = new ArrayList<>();

    MoveChecks(Names names, Breaches breaches, List<String> plans) {
        this.names = names;
        this.breaches = breaches;
        this.plans = plans;
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
            breaches.breach(path + howOften, "needs the plan to move to: " + where);
        } else if (!nowhere && probability == 0) {
            breaches.breach(path + where, "nobody moves: needs a " + howOften + " above 0");
        } else if (probability > 0) {
            names.known(path + where, "plan", to, plans);
            if (to.equals(from)) {
                breaches.breach(path + where, "must be another plan");
            } else if (up ? isHigher(from, to) : isHigher(to, from)) {
                String need = up ? "a higher" : "a lower";
                String is = up ? "lower" : "higher";
                breaches.breach(
                        path + where,
                        "must be " + need + " plan than '" + from + "', but by the moves before '" + to + "' is " + is);
            } else {
                orders.add(up ? new Order(from, to) : new Order(to, from));
            }
        }
    }

    /** Whether the moves so far lead from one plan up to another, by whatever plans between. */
    private boolean isHigher(String plan, String than) {
        return orders.stream()
                .filter(order -> order.lower.equals(than))
                .anyMatch(order -> order.higher.equals(plan) || isHigher(plan, order.higher));
    }
}

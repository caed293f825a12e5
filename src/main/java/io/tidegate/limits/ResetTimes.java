package io.tidegate.limits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** When the usage windows of a plan begin afresh, and which credits its accounts are given when. */
public final class ResetTimes {
    /** No resets and nothing given. */
    public static final ResetTimes NONE = new ResetTimes("", List.of());

    private final double[] resets;
    private final double[] grants;

    /** Credits given by each grant and all before it. */
    private final double[] granted;

    /** Those of a plan. */
    public ResetTimes(String plan, List<ResetSpec> specs) {
        List<ResetSpec> own = new ArrayList<>();
        for (ResetSpec spec : specs) {
            if (spec.plans().contains(plan)) {
                own.add(spec);
            }
        }
        own.sort(Comparator.comparingDouble(ResetTimes::at));
        resets = own.stream()
                .filter(spec -> spec.credits() == 0)
                .mapToDouble(ResetTimes::at)
                .toArray();
        List<ResetSpec> given = own.stream().filter(spec -> spec.credits() > 0).toList();
        grants = given.stream().mapToDouble(ResetTimes::at).toArray();
        granted = new double[grants.length];
        double sum = 0;
        for (int i = 0; i < grants.length; i++) {
            sum += given.get(i).credits();
            granted[i] = sum;
        }
    }

    private static double at(ResetSpec spec) {
        return spec.at().atZone(spec.zone()).toEpochSecond();
    }

    /** The last reset at or before time {@code t}, or negative infinity. */
    double lastReset(double t) {
        int i = resets.length - 1;
        while (i >= 0 && resets[i] > t) {
            i--;
        }
        return i < 0 ? Double.NEGATIVE_INFINITY : resets[i];
    }

    /** The first reset after time {@code t}, or infinity. */
    double nextReset(double t) {
        for (double reset : resets) {
            if (reset > t) {
                return reset;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Credits given until time {@code t}, that instant included. */
    double granted(double t) {
        int i = grants.length - 1;
        while (i >= 0 && grants[i] > t) {
            i--;
        }
        return i < 0 ? 0 : granted[i];
    }

    /** The first time after {@code t} at which more than {@code used} credits will have been given, or infinity. */
    double grantedAbove(double used, double t) {
        for (int i = 0; i < grants.length; i++) {
            if (grants[i] > t && granted[i] > used) {
                return grants[i];
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}

package io.tidegate.fleet;

import io.tidegate.limits.Denial;
import io.tidegate.workload.RequestDraft;

/** What the service itself refuses, whoever asks: where no replica is on line, can hold the request, or has room for it. */
final class Overload {
    private final ServingPlane plane;

    Overload(ServingPlane plane) {
        this.plane = plane;
    }

    /** Why the chosen replica does not take the request, or {@link Accounts#PASS}. */
    int refuse(int replica, RequestDraft draft) {
        if (replica == ServingPlane.NONE_ON_LINE) {
            return Denial.SITE_DOWN.code();
        }
        if (!plane.fits(replica, draft)) {
            return Denial.TOO_LARGE.code();
        }
        if (plane.isFull(replica, draft)) {
            return Denial.QUEUE_FULL.code();
        }
        return Accounts.PASS;
    }
}

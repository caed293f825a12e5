/**
 * Windows, buckets and caps: may this request pass now, and if not, why and when.
 *
 * <p>The {@code …Spec} records say what is allowed; {@link io.tidegate.limits.WindowLimits} and
 * {@link io.tidegate.limits.OrganisationLimits} are what one holder may use at one time;
 * {@link io.tidegate.limits.AccountWindows} and {@link io.tidegate.limits.Organisations} hold the balances of
 * everyone in a cell and decide, and {@link io.tidegate.limits.ExtraCredits} what accounts may use beside their windows. Times
 * are seconds since the Unix epoch, or where a limiter says so from another origin.
 *
 * <p>Would higher limits refuse fewer of the same arrivals? For a usage window alone, yes, request by request, unless it slides:
 * a window opens at the first arrival that finds none open, or by a clock, whatever the budget, and within it a constant budget
 * passes the arrivals before some point and no others. Of requests of one size, sliding windows and token buckets with higher
 * limits have let at least as many pass by any time. Nothing of the kind holds for several windows together, nor for sliding
 * windows or token buckets and requests of unequal size: what passes early may use up what would have carried many later. A higher
 * cap on requests under way refuses none that a lower one passes, however long each takes; nor does a higher cap on the money
 * of a day, where prices are known at once. Of requests of one size a minute passes no fewer under a higher limit on growth;
 * of unequal sizes it may. Of batch jobs of one size and with the same turns to be served, a deeper queue has refused no more by
 * any time; of unequal sizes it may, as a large job that now fits may keep out many small ones.
 */
@NullMarked
package io.tidegate.limits;

import org.jspecify.annotations.NullMarked;

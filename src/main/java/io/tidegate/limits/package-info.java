/**
 * Windows, buckets and caps: may this request pass now, and if not, why and when.
 *
 * <p>The {@code …Spec} records say what is allowed; {@link io.tidegate.limits.WindowLimits} and
 * {@link io.tidegate.limits.OrganisationLimits} are what one holder may use at one time;
 * {@link io.tidegate.limits.AccountWindows} and {@link io.tidegate.limits.Organisations} hold the balances of
 * everyone in a cell and decide. Times are seconds since the Unix epoch, or where a limiter says so from another origin.
 *
 * <p>Would higher limits refuse fewer of the same arrivals? For a usage window alone, yes, request by request: a window
 * opens at the first arrival that finds none open, whatever the budget, and within it a constant budget passes the
 * arrivals before some point and no others. The same holds for a weekly cap alone. Of requests of one size, token buckets
 * with higher rates have let at least as many pass by any time. Nothing of the kind holds for a window beside a weekly cap
 * or for token buckets and requests of unequal size: what passes early may use up what would have carried many later. A higher
 * cap on requests under way refuses none that a lower one passes, however long each takes; nor does a higher cap on the money
 * of a day, where prices are known at once. Of requests of one size a minute passes no fewer under a higher limit on growth;
 * of unequal sizes it may.
 */
@NullMarked
package io.tidegate.limits;

import org.jspecify.annotations.NullMarked;

/** Windows and buckets: may this request pass now, and if not, why and when. */
@NullMarked
package io.tidegate.limits;

import org.jspecify.annotations.NullMarked;

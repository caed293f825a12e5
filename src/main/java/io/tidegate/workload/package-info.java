/**
 * Who asks for what, when: populations, curves, sessions, traces.
 *
 * <p>Every draw follows from identity: a user's key, the day counted from the phase's own date, the session's ordinal and the
 * request's. Phases on the same weekday therefore see the same people doing the same things. {@link
 * io.tidegate.workload.SessionModel} says what a session asks next; it is used both where requests are served and where only
 * accounts are rolled forward, so that the two can not drift apart.
 */
@NullMarked
package io.tidegate.workload;

import org.jspecify.annotations.NullMarked;

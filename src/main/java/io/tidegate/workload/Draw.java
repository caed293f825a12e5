package io.tidegate.workload;

import io.tidegate.random.Hash;

/** What a draw is for: the last part of the identity that it is a function of. */
public enum Draw {
    REGION,
    CODER,
    CHAT_INTENSITY,
    CODING_INTENSITY,
    WEEK_ANCHOR,
    ACTIVE,
    CHAT_COUNT,
    CODING_COUNT,
    CHAT_START,
    CODING_START,
    START_WITHIN_HOUR,
    MODEL,
    RECORDED_SESSION,
    ANSWER_KIND,
    TEXT_LENGTH,
    OUTPUT_LENGTH,
    CONTINUE,
    GAP_KIND,
    GAP,
    RESUME,
    ROUTE,
    LENGTHS,
    ORGANISATION,
    SENDING,
    BURSTINESS,
    SESSION_COUNT,
    STREAM,
    JITTER,
    PATIENCE,
    REACTION,
    MAX_TOKENS,
    SWARM,
    FAN_OUT,
    CHILD,
    CHURN,
    WIN_BACK,
    SURGE,
    WORKSPACE,
    BATCH,
    PLAN_MOVE,
    COMMITMENT,
    MOVE_DOWN,
    API_RATE,
    ATTACHMENT,
    ATTACHMENT_LENGTH,
    OTHERS;

    /** The hash of this draw for an identity. */
    public long of(long identity) {
        return Hash.combine(identity, ordinal() + 1L);
    }

    /** The uniform of this draw for an identity, [0, 1). */
    public double unit(long identity) {
        return Hash.unit(of(identity));
    }
}

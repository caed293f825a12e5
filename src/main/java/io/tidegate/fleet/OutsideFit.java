package io.tidegate.fleet;

/** How a step may lie outside the range that a step law was fitted to; see {@link io.tidegate.serving.FittedRange}. */
public enum OutsideFit {
    /** Longer sequences than any that was measured. */
    CONTEXT,
    /** More decoding requests, or prefill tokens, than were measured. */
    SIZE,
    /** Fewer decoding, or prefilling, requests than data-parallel ranks. */
    BALANCE,
    /** Any of these. */
    ANY
}

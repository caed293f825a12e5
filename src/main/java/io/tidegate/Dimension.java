package io.tidegate;

/** What a quantity measures, and so which units a scenario may write it in. */
public enum Dimension {
    /** A number of things; written plain or with k, M or G. */
    COUNT,
    /** A part of a whole, normally 0 to 1; written plain or in per cent. */
    SHARE,
    /** A factor or any other pure number; written plain. */
    FACTOR,
    /** A duration, held in seconds; written in us, ms, s, min, h or d. */
    TIME,
    /** Electric power, held in watts; written in W, kW, MW or GW. */
    POWER,
    /** Tokens; written plain or with k, M or G, with or without {@code tok}. */
    TOKENS,
    /** Usage credits: one uncached input token of a model of factor 1; written with k, M or G, with or without {@code credits}. */
    CREDITS,
    /** A rate limit per minute; written plain or with k or M, with or without {@code /min}. */
    PER_MINUTE,
    /** Tokens per second; written in tok/s, with or without k, M or G. */
    TOKEN_RATE
}

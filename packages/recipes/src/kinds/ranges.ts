/** The largest seed: streams of random numbers are keyed by 32 bits. */
export const MAX_SEED = 4_294_967_295

/** The largest number of anything that is counted. */
export const MAX_COUNT = 1_000_000_000

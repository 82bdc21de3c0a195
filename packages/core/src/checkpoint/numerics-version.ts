/**
 * Counts the changes that give other bits for the same seed and settings: block sizes, kernels, order of sums, draws. A
 * checkpoint of another version is refused: it could be continued, but not as the same run.
 */
export const NUMERICS_VERSION = 4

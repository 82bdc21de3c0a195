/** Rows processed at once. A constant of the numerics: partial results of single-precision kernels depend on it. */
export const BLOCK_ROWS = 1024

/** Calls `visit` with the row ranges of at most BLOCK_ROWS rows that make up start .. end, in order. */
export function forEachBlock(start: number, end: number, visit: (from: number, rows: number) => void): void {
  for (let from = start; from < end; from += BLOCK_ROWS) visit(from, Math.min(BLOCK_ROWS, end - from))
}

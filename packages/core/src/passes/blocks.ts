/**
 * Rows that are processed at once. It is a constant of the numerics, since partial results of single-precision kernels depend
 * on it.
 */
export const BLOCK_ROWS = 1024

/** Calls `visit` with the row ranges of at most BLOCK_ROWS rows that make up start .. end, in order. */
export function forEachBlock(start: number, end: number, visit: (from: number, rows: number) => void): void {
  for (let from = start; from < end; from += BLOCK_ROWS) visit(from, Math.min(BLOCK_ROWS, end - from))
}

/** Rows from .. from + rows of an array with `size` numbers a row, as a view. */
export function rowsOf<T extends Rows<T>>(array: T, size: number, from: number, rows: number): T {
  return array.subarray(from * size, (from + rows) * size)
}

/** The part of a typed array that views of its rows need. */
interface Rows<T> {
  subarray(start: number, end: number): T
}

import type { RandomStream } from '../random.ts'
import { drawRows, NORMAL } from './draw-rows.ts'
import { checkRows, type RowPositions } from './row-positions.ts'

/**
 * Draws for many positions of a stream at once: entry d of row i of `into`, [rows, draws], is the number that
 * `stream.seek(a, b[i], c[i], d).normal()` gives, bit for bit, several times faster. The stream stays where it is.
 *
 * Throws a RangeError, before anything is written, when a is no integer in [0, 2^32), when rows or draws is no whole
 * number, or when an array is too short. Entries of `into` beyond rows x draws do not change.
 */
export function normalRows(
  stream: RandomStream,
  positions: RowPositions,
  rows: number,
  draws: number,
  into: Float64Array,
): void {
  checkRows('normalRows', positions, rows, draws, into)
  drawRows(NORMAL, stream.key, positions, rows, draws, into)
}

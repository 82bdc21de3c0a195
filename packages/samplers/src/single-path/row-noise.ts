import type { PolicyModel } from '@trpo/policies'
import { normalRows, type RandomStream, uniformRows } from '@trpo/random'

/** The noise of one step of many lanes, one row for each, drawn at once. */
export interface RowNoise {
  /** Says which unit (path or lane) and which step of it row `row` is. */
  place(row: number, unit: number, step: number): void
  /**
   * The noise of the first `rows` rows, [rows, noiseSize], that the distribution makes actions of: of each row, the first
   * draws of the stream at (iteration, unit, step). The array is written again by the next call.
   */
  draw(iteration: number, rows: number): Float64Array
}

/** Room for the noise of `capacity` rows of a distribution's noise, drawn from `stream`. */
export function rowNoise(
  { noise, noiseSize }: Pick<PolicyModel['distribution'], 'noise' | 'noiseSize'>,
  stream: RandomStream,
  capacity: number,
): RowNoise {
  const units = new Uint32Array(capacity)
  const steps = new Uint32Array(capacity)
  const drawn = new Float64Array(capacity * noiseSize)
  const drawRows = noise === 'normal' ? normalRows : uniformRows
  return {
    place(row, unit, step) {
      units[row] = unit
      steps[row] = step
    },
    draw(iteration, rows) {
      drawRows(stream, { a: iteration, b: units, c: steps }, rows, noiseSize, drawn)
      return drawn
    },
  }
}

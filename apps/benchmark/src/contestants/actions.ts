import { randomStream } from '@trpo/random'

/** Rows of a table of actions: long enough that no simulation falls into a rhythm. */
export const ACTION_ROWS = 1000

/** A table of standard normal actions [ACTION_ROWS, size], as an untrained Gaussian policy draws them; made beforehand, so that stepping is timed without draws. */
export function actionTable(size: number): Float64Array {
  const random = randomStream(1, 'bench-actions')
  return Float64Array.from({ length: ACTION_ROWS * size }, () => random.normal())
}

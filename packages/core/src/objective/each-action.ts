import type { RealArray } from '@trpo/networks'
import type { Batch } from '@trpo/samplers'
import { rowsOf } from '../passes/blocks.ts'

/** The mu of the state of each action, for K actions in each of some states: [rows x K, m]. For K = 1 it is a view. */
export function muOfActions(batch: Batch, from: number, rows: number): RealArray {
  return repeated(rowsOf<RealArray>(batch.mu, batch.parameterSize, from, rows), rows, batch)
}

/** Repeats each of `rows` rows of m numbers K times, one copy after the other. For K = 1 it returns the rows themselves. */
export function repeated(
  values: RealArray,
  rows: number,
  { actionsPerState, parameterSize }: Pick<Batch, 'actionsPerState' | 'parameterSize'>,
): RealArray {
  if (actionsPerState === 1) return values
  const size = rows * actionsPerState * parameterSize
  const all = values instanceof Float32Array ? new Float32Array(size) : new Float64Array(size)
  for (let row = 0; row < rows; row++) {
    const one = values.subarray(row * parameterSize, (row + 1) * parameterSize)
    for (let k = 0; k < actionsPerState; k++) all.set(one, (row * actionsPerState + k) * parameterSize)
  }
  return all
}

/** Adds up the K rows of m numbers of each state, in place: afterwards row i is the sum of state i. */
export function sumOverActions(values: Float64Array, rows: number, actionsPerState: number, size: number): void {
  if (actionsPerState === 1) return
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < size; i++) {
      let sum = 0
      for (let k = 0; k < actionsPerState; k++) sum += values[(row * actionsPerState + k) * size + i]
      values[row * size + i] = sum
    }
}

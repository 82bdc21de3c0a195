import type { Network, RealArray } from '@trpo/networks'
import { normalize } from '@trpo/policies'
import { observationRows, type PathBatch, type RowMemory } from '@trpo/samplers'
import { forEachBlock } from '../../passes/blocks.ts'
import type { Pass } from '../../passes/pass.ts'

/** What a network is fitted to, row by row in the order of the batch. */
export interface JoinedRows {
  /** What the network sees, [rows, o]: observations after the normaliser, in the precision of the network. */
  readonly inputs: RealArray
  /** (y - mu) / sigma, [rows, 1]. */
  readonly targets: Float64Array
}

/**
 * The inputs and the targets of all lane groups at one place, for a fit by minibatches, which need rows from everywhere. The
 * arguments are sigma and mu.
 */
export function rowsPass(network: Network): Pass<PathBatch, [sigma: number, level: number], JoinedRows> {
  const { inputSize, precision } = network
  const memory: RowMemory = {}
  return {
    name: 'values/rows',
    over(samples, sigma, level) {
      const { start, end } = samples.rows
      const { normalizer } = samples.policy
      const count = end - start
      const returns = samples.column('returns')
      const part = new Float64Array(count * (inputSize + 1))
      forEachBlock(start, end, (from, rows) => {
        const own = observationRows(samples.batch, from, rows, memory)
        const inputs = realArray(precision, rows * inputSize)
        if (normalizer === undefined) inputs.set(own)
        else normalize(normalizer, rows, own, inputs)
        part.set(inputs, (from - start) * inputSize)
      })
      for (let row = start; row < end; row++) part[count * inputSize + row - start] = (returns[row] - level) / sigma
      return part
    },
    combine(parts) {
      const counts = parts.map(({ length }) => length / (inputSize + 1))
      const rows = counts.reduce((sum, count) => sum + count, 0)
      const inputs = realArray(precision, rows * inputSize)
      const targets = new Float64Array(rows)
      let from = 0
      for (const [index, part] of parts.entries()) {
        const count = counts[index]
        inputs.set(part.subarray(0, count * inputSize), from * inputSize)
        targets.set(part.subarray(count * inputSize), from)
        from += count
      }
      return { inputs, targets }
    },
  }
}

function realArray(precision: Network['precision'], length: number): RealArray {
  return precision === 'f32' ? new Float32Array(length) : new Float64Array(length)
}

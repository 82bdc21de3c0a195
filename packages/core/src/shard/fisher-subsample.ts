import type { RealArray } from '@trpo/networks'
import { type PolicyModel, type PolicyTape, policyForward } from '@trpo/policies'
import type { GroupRows, SamplingPolicy } from '@trpo/samplers'
import { BLOCK_ROWS, forEachBlock } from './blocks.ts'
import type { Samples } from './samples.ts'

/** Every tenth row by default: "subsampling the data for the Fisher-vector product" (appendix C.1). */
export const FISHER_STRIDE = 10

/** The rows that the Fisher product of a lane group is averaged over, with their activations. */
export interface FisherSubsample {
  /** Sum of the rows' state weights. */
  readonly weight: number
  /** Adds the sum of w J'MJ v over the rows to `into` [p]. */
  addProduct(v: Float64Array, into: Float64Array): void
}

interface Block {
  readonly rows: number
  readonly mu: RealArray
  readonly weights: Float64Array
  readonly tape: PolicyTape
}

/**
 * Takes every stride-th row of a group, from its first, and runs the network forward on it once: the activations are
 * kept for all products of the iteration (Eq 57: A = J'MJ, a jvp, a small product with M and a vjp; no second pass of
 * automatic differentiation).
 *
 * @param stride at least 1, which takes every row
 */
export function fisherSubsample(
  model: PolicyModel,
  policy: SamplingPolicy,
  samples: Samples,
  group: GroupRows,
  stride: number,
): FisherSubsample {
  const { network, distribution } = model
  const { batch } = samples
  const count = Math.ceil((group.end - group.start) / stride)
  const observations = batch.observations.slice(0, count * batch.observationSize)
  const mu = batch.mu.slice(0, count * batch.parameterSize)
  const weights = new Float64Array(count)
  let weight = 0
  for (let i = 0; i < count; i++) {
    const row = group.start + i * stride
    copyRow(batch.observations, row, observations, i, batch.observationSize)
    copyRow(batch.mu, row, mu, i, batch.parameterSize)
    weights[i] = samples.weights[row]
    weight += weights[i]
  }

  const blocks: Block[] = []
  forEachBlock(0, count, (from, rows) => {
    const part = <T extends RealArray | Float64Array>(array: T, size: number) =>
      array.subarray(from * size, (from + rows) * size)
    const tape = policyForward({ ...model, ...policy }, part(observations, batch.observationSize), rows)
    blocks.push({ rows, tape, mu: part(mu, batch.parameterSize), weights: part(weights, 1) as Float64Array })
  })

  const product = new Float64Array(Math.min(count, BLOCK_ROWS) * distribution.parameterSize)
  return {
    weight,
    addProduct(v, into) {
      for (const block of blocks) {
        const change = network.jvp(block.tape.networkTape, v)
        distribution.fisher(block.rows, block.mu, change, product)
        scaleRows(product, block.weights, block.rows, distribution.parameterSize)
        network.vjp(block.tape.networkTape, product, into)
      }
    },
  }
}

function copyRow(from: RealArray, fromRow: number, to: RealArray, toRow: number, size: number): void {
  for (let i = 0; i < size; i++) to[toRow * size + i] = from[fromRow * size + i]
}

function scaleRows(values: Float64Array, factors: Float64Array, rows: number, size: number): void {
  for (let row = 0; row < rows; row++) for (let i = row * size; i < (row + 1) * size; i++) values[i] *= factors[row]
}

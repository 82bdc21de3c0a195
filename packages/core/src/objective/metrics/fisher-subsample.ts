import type { ObservationArray, RealArray } from '@trpo/networks'
import { type PolicyTape, policyAt } from '@trpo/policies'
import { type Batch, copyObservation, observationRoom } from '@trpo/samplers'
import { BLOCK_ROWS, forEachBlock, rowsOf } from '../../passes/blocks.ts'
import type { GroupSamples } from '../../passes/pass.ts'

/** Every n-th row of a lane group, beginning with its first. The activations are kept in blocks of rows. */
export interface FisherSubsample {
  /** The sum of the state weights of these rows. */
  readonly weight: number
  /** The rows in blocks, in order. */
  readonly blocks: readonly SubsampleBlock[]
  /** Room for m numbers for each row of a block, which every product writes anew. */
  readonly scratch: Float64Array
  /** The observations, mu and weights of all rows, at least; the blocks have views of them. */
  readonly arrays: readonly [observations: ObservationArray, mu: RealArray, weights: Float64Array]
}

/** Some rows of a subsample. */
interface SubsampleBlock {
  /** The number of rows in the block. */
  readonly rows: number
  /** mu of each row, [rows, m]. */
  readonly mu: RealArray
  /** The state weight of each row, [rows]. */
  readonly weights: Float64Array
  /** The number of the first of them in the batch; the others follow in steps of the stride. */
  readonly firstRow: number
  /** The forward pass of these rows under the policy that sampled. */
  readonly tape: PolicyTape
}

/**
 * Takes every `stride`-th row of a group and runs the network forward on these rows. The activations are kept for all
 * products of the iteration.
 *
 * @param last an earlier subsample of this group, which is given up: its arrays are used again, since worker threads would wait
 *   for the garbage collector otherwise
 */
export function fisherSubsample(samples: GroupSamples<Batch>, stride: number, last?: FisherSubsample): FisherSubsample {
  const { batch, policy } = samples
  const { start, end } = samples.rows
  const all = samples.column('weights')
  const count = Math.ceil((end - start) / stride)
  const observations = observationRoom(batch, count, last?.arrays[0])
  const mu = roomLike<RealArray>(batch.mu, count * batch.parameterSize, last?.arrays[1])
  const weights = roomOf(count, last?.arrays[2])
  let weight = 0
  for (let i = 0; i < count; i++) {
    const row = start + i * stride
    copyObservation(batch, row, observations, i)
    copyRow(batch.mu, row, mu, i, batch.parameterSize)
    weights[i] = all[row]
    weight += weights[i]
  }
  const blocks: SubsampleBlock[] = []
  const sampler = policyAt(policy)
  forEachBlock(0, count, (from, rows) => {
    const own = rowsOf<ObservationArray>(observations, batch.observationSize, from, rows)
    const tape = sampler.forward(own, rows, last?.blocks[blocks.length]?.tape)
    const ofBlock = rowsOf<RealArray>(mu, batch.parameterSize, from, rows)
    blocks.push({ rows, tape, mu: ofBlock, weights: rowsOf(weights, 1, from, rows), firstRow: start + from * stride })
  })
  const scratch = roomOf(Math.min(BLOCK_ROWS, count) * batch.parameterSize, last?.scratch)
  return { weight, blocks, scratch, arrays: [observations, mu, weights] }
}

/** The last array again where it is long enough and of the same type, or a new one. */
function roomLike<T extends RealArray>(like: T, length: number, last: T | undefined): T {
  const fits = last !== undefined && last.constructor === like.constructor && last.length >= length
  // A copy is an array of the same type, whatever that is.
  return fits ? last : (like.slice(0, length) as T)
}

function roomOf(length: number, last: Float64Array | undefined): Float64Array {
  return last !== undefined && last.length >= length ? last : new Float64Array(length)
}

/** Throws a RangeError unless the stride is a whole number of at least 1, which takes every row. */
export function assertStride(stride: number): void {
  if (!Number.isSafeInteger(stride) || stride < 1)
    throw new RangeError(`fisherStride is ${stride}; give a whole number of at least 1`)
}

/** Copies a row of `size` numbers into a row of an array of the same type: for so few, a loop is faster than a view. */
function copyRow(from: RealArray, fromRow: number, to: RealArray, toRow: number, size: number): void {
  for (let i = 0; i < size; i++) to[toRow * size + i] = from[fromRow * size + i]
}

import type { RealArray } from '@trpo/networks'
import type { Policy } from '@trpo/policies'
import type { Batch } from '@trpo/samplers'
import type { GroupSamples, Pass } from '../passes/pass.ts'
import type { FisherFactors } from '../update/fisher-factors.ts'
import { type FisherSubsample, fisherSubsample } from './metrics/fisher-subsample.ts'

/** The most numbers that the factors of a lane group may have: 32 MB, and so at most 400 MB for all groups. */
const MOST_NUMBERS = 4_000_000

/** A pivot below this part of the greatest diagonal entry is taken for 0. */
const NO_PIVOT = 1e-12

/**
 * The factors of F_s = J'MJ of every `stride`-th row of each lane group, in their order: G_s = L'J with M = LL' (Eq 57 for one
 * state). Computing J takes one jvp for each parameter.
 *
 * The pass throws a RangeError where the factors of a lane group are more than 4,000,000 numbers.
 */
export function fisherFactorsPass(stride: number): Pass<Batch, [], FisherFactors> {
  const subsample = (samples: GroupSamples<Batch>): FisherSubsample => fisherSubsample(samples, stride)
  return {
    name: 'fisher/factors',
    over(samples) {
      const { batch, policy } = samples
      const { blocks } = samples.once(subsample)
      const { parameterCount: size } = policy.network
      const { parameterSize: rank } = batch
      const states = blocks.reduce((sum, { rows }) => sum + rows, 0)
      if (states * rank * size > MOST_NUMBERS)
        throw new RangeError(
          `the Fisher factors of a lane group with ${states} states are ${rank} x ${size} each, ${states * rank * size} numbers, and at most ${MOST_NUMBERS} can be kept; take a smaller network, fewer samples or a longer stride`,
        )
      const factors = new Float64Array(2 + states * rank * size)
      factors[0] = rank
      factors[1] = size
      let at = 2
      for (const block of blocks) {
        writeFactors(block, policy, factors.subarray(at, at + block.rows * rank * size))
        at += block.rows * rank * size
      }
      return factors
    },
    combine(parts) {
      const [rank, size] = parts[0]
      const data = new Float64Array(parts.reduce((sum, { length }) => sum + length - 2, 0))
      let at = 0
      for (const part of parts) {
        data.set(part.subarray(2), at)
        at += part.length - 2
      }
      return { states: data.length / (rank * size), rank, size, data }
    },
  }
}

/** Writes L'J of each row of a block into `into` [rows, m, p]. */
function writeFactors(
  { rows, mu, tape }: FisherSubsample['blocks'][number],
  { network, distribution }: Policy,
  into: Float64Array,
): void {
  const { parameterCount: size } = network
  const { parameterSize: rank } = distribution
  const lower = new Float64Array(rows * rank * rank)
  writeCholesky(rows, rank, mu, distribution, lower)
  const unit = new Float64Array(size)
  for (let j = 0; j < size; j++) {
    unit.fill(0)
    unit[j] = 1
    const column = network.jvp(tape.networkTape, unit)
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < rank; i++) {
        let sum = 0
        for (let l = i; l < rank; l++) sum += lower[(row * rank + l) * rank + i] * column[row * rank + l]
        into[(row * rank + i) * size + j] = sum
      }
  }
}

/** Writes the lower triangular L with LL' = M of each row into `lower` [rows, m, m]; M may be singular. */
function writeCholesky(
  rows: number,
  rank: number,
  mu: RealArray,
  distribution: Policy['distribution'],
  lower: Float64Array,
): void {
  const unit = new Float64Array(rows * rank)
  const column = new Float64Array(rows * rank)
  for (let j = 0; j < rank; j++) {
    unit.fill(0)
    for (let row = 0; row < rows; row++) unit[row * rank + j] = 1
    distribution.fisher(rows, mu, unit, column)
    for (let row = 0; row < rows; row++)
      for (let i = j; i < rank; i++) lower[(row * rank + i) * rank + j] = column[row * rank + i]
  }
  for (let row = 0; row < rows; row++) factorise(lower.subarray(row * rank * rank, (row + 1) * rank * rank), rank)
}

/** Turns the lower triangle of a positive semidefinite matrix into its Cholesky factor. Where a pivot is 0, so is its column. */
function factorise(a: Float64Array, size: number): void {
  let greatest = 0
  for (let i = 0; i < size; i++) greatest = Math.max(greatest, a[i * size + i])
  for (let j = 0; j < size; j++) {
    const pivot = a[j * size + j]
    const root = pivot > NO_PIVOT * greatest ? Math.sqrt(pivot) : 0
    for (let i = j; i < size; i++) a[i * size + j] = root === 0 ? 0 : a[i * size + j] / root
    for (let k = j + 1; k < size; k++)
      for (let i = k; i < size; i++) a[i * size + k] -= a[i * size + j] * a[k * size + j]
  }
}

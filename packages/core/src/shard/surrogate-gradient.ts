import type { PolicyModel, PolicyTape } from '@trpo/policies'
import { policyForward } from '@trpo/policies'
import type { GroupRows, SamplingPolicy } from '@trpo/samplers'
import { BLOCK_ROWS, forEachBlock } from './blocks.ts'
import { rowsOf, type Samples } from './samples.ts'

/**
 * The gradient of the surrogate at theta_old, summed over a lane group: sum w A J' d log pi / d mu, where the ratio is 1.
 * Entry p holds the sum of w x entropy.
 *
 * It recomputes mu and throws when a row differs from what was sampled in a single bit: ratio and KL at theta_old would
 * not be 1 and 0, and no later number could be trusted.
 */
export function surrogateGradient(
  model: PolicyModel,
): (policy: SamplingPolicy, samples: Samples, group: GroupRows) => Float64Array {
  const { network, distribution } = model
  const { parameterSize, actionSize } = distribution
  const scores = new Float64Array(BLOCK_ROWS * parameterSize)
  const entropies = new Float64Array(BLOCK_ROWS)
  let tape: PolicyTape | undefined

  return (policy, samples, group) => {
    const { batch, advantages, weights } = samples
    const sum = new Float64Array(network.parameterCount + 1)
    const gradient = sum.subarray(0, network.parameterCount)
    forEachBlock(group.start, group.end, (from, rows) => {
      const observations = rowsOf(batch.observations, batch.observationSize, from, rows)
      const mu = rowsOf(batch.mu, parameterSize, from, rows)
      const actions = rowsOf(batch.actions, actionSize, from, rows)
      tape = policyForward({ ...model, ...policy }, observations, rows, tape)
      assertSameBits(tape.y, mu, from, parameterSize)
      distribution.logProbGradient(rows, mu, actions, scores)
      distribution.entropy(rows, mu, entropies)
      for (let row = 0; row < rows; row++) {
        const factor = weights[from + row] * advantages[from + row]
        for (let i = row * parameterSize; i < (row + 1) * parameterSize; i++) scores[i] *= factor
        sum[network.parameterCount] += weights[from + row] * entropies[row]
      }
      network.vjp(tape.networkTape, scores, gradient)
    })
    return sum
  }
}

function assertSameBits(
  recomputed: Float32Array | Float64Array,
  sampled: Float32Array | Float64Array,
  firstRow: number,
  parameterSize: number,
): void {
  for (let i = 0; i < sampled.length; i++)
    if (!Object.is(recomputed[i], sampled[i]))
      throw new Error(
        `mu of row ${firstRow + Math.floor(i / parameterSize)} is ${recomputed[i]} when recomputed and was ${sampled[i]} when sampled; the network's rows must not depend on each other, and theta and normaliser must be those that sampled`,
      )
}

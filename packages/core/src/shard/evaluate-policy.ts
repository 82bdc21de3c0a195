import { expArray } from '@trpo/math'
import { type PolicyModel, type PolicyTape, policyForward } from '@trpo/policies'
import type { GroupRows, SamplingPolicy } from '@trpo/samplers'
import { BLOCK_ROWS, forEachBlock } from './blocks.ts'
import { rowsOf, type Samples } from './samples.ts'

/**
 * Sums over a lane group of [w x ratio x A, w x KL(old || new)] for another policy (Eq 14): the sampled objective and
 * constraint. Both are exactly those of theta_old, KL 0 and ratio 1, when the policy is the one that sampled.
 */
export function evaluatePolicy(
  model: PolicyModel,
): (policy: SamplingPolicy, samples: Samples, group: GroupRows) => Float64Array {
  const { distribution } = model
  const { parameterSize, actionSize } = distribution
  const logProbs = new Float64Array(BLOCK_ROWS)
  const ratios = new Float64Array(BLOCK_ROWS)
  const kls = new Float64Array(BLOCK_ROWS)
  let tape: PolicyTape | undefined

  return (policy, samples, group) => {
    const { batch, advantages, weights } = samples
    let surrogate = 0
    let kl = 0
    forEachBlock(group.start, group.end, (from, rows) => {
      const observations = rowsOf(batch.observations, batch.observationSize, from, rows)
      const actions = rowsOf(batch.actions, actionSize, from, rows)
      tape = policyForward({ ...model, ...policy }, observations, rows, tape)
      distribution.logProb(rows, tape.y, actions, logProbs)
      distribution.kl(rows, rowsOf(batch.mu, parameterSize, from, rows), tape.y, kls)
      for (let row = 0; row < rows; row++) ratios[row] = logProbs[row] - samples.logProbs[from + row]
      expArray(ratios, ratios, rows)
      for (let row = 0; row < rows; row++) {
        const weight = weights[from + row]
        surrogate += weight * ratios[row] * advantages[from + row]
        kl += weight * kls[row]
      }
    })
    return Float64Array.of(surrogate, kl)
  }
}

import type { VineBatch } from '@trpo/samplers'
import { oldLogProbs } from '../../objective/old-log-probs.ts'
import { mergedMoments, momentsAsPart } from '../../passes/combine.ts'
import { type Moments, momentsOf } from '../../passes/moments.ts'
import { normalised } from '../../passes/normalised.ts'
import type { Fill, FillableSamples } from '../../passes/pass.ts'
import { rolloutValue } from './rollout-values.ts'
import { type VineRolloutsSettings, valueAfter } from './settings.ts'

/**
 * Fills `actionAdvantages` [rows, K], `weights` and `rolloutWeights` [rows], and gives the moments of Q and of the spread of
 * Q within a state. Its argument is the parameters of the bootstrap.
 *
 * The advantage of an action is its Q minus the mean of the K by weights pi_old / q that sum to 1: the value of Eq 15 or 16 at
 * theta_old. A constant in a state's Q changes no gradient, so L loses only its constant, and the digits that the constant
 * would take up.
 */
export function rolloutsPass(settings: VineRolloutsSettings): Fill<VineBatch, [Float64Array], readonly Moments[]> {
  const { discount, stateWeighting } = settings
  return {
    name: 'estimate/rollouts',
    fills: ['actionAdvantages', 'weights', 'rolloutWeights'],
    width: (name, { actionsPerState }) => (name === 'actionAdvantages' ? actionsPerState : 1),
    over(samples, parameters) {
      const { batch, rows } = samples
      const { actionsPerState: count, branches, branchRewards, rollouts, shares, times, trunk } = batch
      const advantages = samples.fill('actionAdvantages')
      const weights = samples.fill('weights')
      const rolloutWeights = samples.fill('rolloutWeights')
      const policyWeights = oldPolicyWeights(samples)
      const values = new Float64Array((rows.lastRollout - rows.firstRollout) * count)
      const spreads = new Float64Array(rows.lastRollout - rows.firstRollout)
      for (let row = rows.start; row < rows.end; row++) {
        const visits = stateWeighting === 'discounted' ? power(discount, times[row]) : 1
        const rollout = rollouts[row]
        rolloutWeights[row] = shares[row] * visits
        // Where the rows are the whole trunk, KL is over all of it; a rollout set stands for it by its shares.
        weights[row] = batch.rowsAre === 'trunk' ? visits : rolloutWeights[row]
        const ofRow = advantages.subarray(row * count, (row + 1) * count)
        ofRow.fill(0)
        if (rollout < 0) continue
        for (let k = 0; k < count; k++) {
          const branch = branches[rollout * count + k]
          ofRow[k] = rolloutValue(branch, branchRewards, discount, valueAfter(settings, trunk, branch, parameters))
        }
        const place = rollout - rows.firstRollout
        values.set(ofRow, place * count)
        spreads[place] = Math.sqrt(momentsOf(ofRow, 0, count).m2 / count)
        let mean = 0
        for (let k = 0; k < count; k++) mean += policyWeights[(row - rows.start) * count + k] * ofRow[k]
        for (let k = 0; k < count; k++) ofRow[k] -= mean
      }
      return momentsAsPart([momentsOf(values, 0, values.length), momentsOf(spreads, 0, spreads.length)])
    },
    combine: mergedMoments,
  }
}

/** pi_old(a_k | s) / q(a_k | s) of each action, divided by their sum over the state, [rows of the group, K]. */
function oldPolicyWeights({ batch, rows, once }: FillableSamples<VineBatch>): Float64Array {
  const { actionsPerState: count, logQ } = batch
  const weights = once(oldLogProbs).slice()
  for (let i = 0; i < weights.length; i++) weights[i] -= logQ[rows.start * count + i]
  return normalised(weights, count)
}

/** gamma^t by multiplication, which gives the same bits on every engine. */
function power(discount: number, time: number): number {
  let result = 1
  for (let t = 0; t < time; t++) result *= discount
  return result
}

import { type PathBatch, segmentsOf } from '@trpo/samplers'
import { mergedMoments, momentsAsPart } from '../../passes/combine.ts'
import { type Moments, momentsOf } from '../../passes/moments.ts'
import type { Fill } from '../../passes/pass.ts'
import { discountedReturns } from '../monte-carlo/discounted-returns.ts'
import { stateWeights } from '../monte-carlo/state-weights.ts'
import { type ForwardMemory, forEachForward, lastValues } from './network-values.ts'
import type { ValueNetworkSettings } from './settings.ts'

/**
 * Fills `values`, V = sigma f + mu at each step, `advantages`, `returns`, which f is fitted to, and `weights`. With
 * d_t = r_t + gamma V_{t+1} - V_t, the advantage is the sum of (gamma lambda)^k d_{t+k}, and the target V plus the same sum with the
 * lambda of the targets (Schulman et al. 2016, High-dimensional continuous control using generalized advantage estimation, Eq
 * 16; Sutton and Barto 2018, section 12.1). After the last step V is 0 in a terminal state, and otherwise that of the segment's own
 * last observation.
 *
 * Gives the moments of advantages, of targets, and of targets minus values.
 *
 * Arguments: theta of the network [p], sigma, mu, and the largest size of a reward.
 */
export function networkAdvantagesPass(
  settings: ValueNetworkSettings,
): Fill<PathBatch, [theta: Float64Array, sigma: number, level: number, largest: number], readonly Moments[]> {
  const { network, discount, gaeLambda, targetLambda, stateWeighting } = settings
  const memory: ForwardMemory = {}
  let differences = new Float64Array(0)
  return {
    name: 'values/advantages',
    fills: ['values', 'advantages', 'returns', 'weights'],
    over(samples, theta, sigma, level, largest) {
      const { batch, rows: group } = samples
      const { start, end } = group
      const values = samples.fill('values')
      const advantages = samples.fill('advantages')
      const returns = samples.fill('returns')
      const weights = samples.fill('weights')
      if (differences.length < batch.rows) differences = new Float64Array(batch.rows)
      forEachForward(samples, network, theta, memory, (from, { y, rows }) => {
        for (let i = 0; i < rows; i++) values[from + i] = sigma * y[i] + level
      })
      const tails = lastValues(samples, network, theta, memory)
      for (const [index, segment] of segmentsOf(batch, group).entries()) {
        let next = segment.end === 'terminated' ? 0 : sigma * tails[index] + level
        for (let row = segment.offset + segment.length - 1; row >= segment.offset; row--) {
          const reward = Math.max(-largest, Math.min(largest, batch.rewards[row]))
          differences[row] = reward + discount * next - values[row]
          next = values[row]
        }
        discountedReturns(segment, differences, discount * gaeLambda, 0, advantages)
        discountedReturns(segment, differences, discount * targetLambda, 0, returns)
        stateWeights(segment, stateWeighting, discount, weights)
      }
      const ofResiduals = momentsOf(returns, start, end)
      for (let row = start; row < end; row++) returns[row] += values[row]
      return momentsAsPart([momentsOf(advantages, start, end), momentsOf(returns, start, end), ofResiduals])
    },
    combine: mergedMoments,
  }
}

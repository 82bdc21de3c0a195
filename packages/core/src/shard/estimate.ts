import type { Batch, GroupRows, Segment } from '@trpo/samplers'
import type { Baseline } from '../baselines/baseline.ts'
import { generalizedAdvantages } from '../estimate/generalized-advantages.ts'
import { discountedReturns } from '../estimate/returns.ts'
import { type StateWeighting, stateWeights } from '../estimate/state-weights.ts'
import type { Samples } from './samples.ts'
import { momentsOf } from './sums.ts'

/** How returns, advantages and weights are made of rewards. */
export interface EstimateSettings {
  /** What is taken off the returns. */
  readonly baseline: Baseline
  /** gamma, in [0, 1]. */
  readonly discount: number
  /** Whether states count alike or by gamma^t. */
  readonly stateWeighting: StateWeighting
  /** Whether a segment that did not terminate starts its returns from the baseline's value of its last observation (`baseline`) or from 0 (`none`). */
  readonly bootstrap: 'none' | 'baseline'
  /** lambda of generalized advantage estimation, in [0, 1]; 1 is the Monte Carlo return minus the baseline. */
  readonly gaeLambda: number
}

/** The value after the last step of a segment that returns start from. */
function tailValue(settings: EstimateSettings, batch: Batch, segment: Segment, parameters: Float64Array): number {
  const open = settings.bootstrap === 'baseline' && segment.end !== 'terminated'
  return open ? settings.baseline.predictLast(parameters, batch, segment) : 0
}

/** Returns and state weights of a lane group; gives the baseline's statistics over it. */
export function returnsAndStatistics(
  settings: EstimateSettings,
  samples: Samples,
  group: GroupRows,
  carried: Float64Array,
): Float64Array {
  const { baseline, discount, stateWeighting } = settings
  const { batch, returns, weights } = samples
  const statistics = new Float64Array(baseline.statisticsSize)
  for (const segment of batch.segments.slice(group.firstSegment, group.lastSegment)) {
    discountedReturns(segment, batch.rewards, discount, tailValue(settings, batch, segment, carried), returns)
    stateWeights(segment, stateWeighting, discount, weights)
    baseline.accumulate(batch, segment, returns, statistics)
  }
  return statistics
}

/** Advantages of a lane group: Monte Carlo returns minus the baseline, or generalized advantages. Gives the moments [count, mean, m2] of advantages, of returns, and of returns minus the baseline. */
export function advantagesAndMoments(
  settings: EstimateSettings,
  samples: Samples,
  group: GroupRows,
  parameters: Float64Array,
): Float64Array {
  const { baseline, discount, gaeLambda } = settings
  const { batch, returns, advantages } = samples
  const { start, end } = group
  const segments = batch.segments.slice(group.firstSegment, group.lastSegment)
  for (const segment of segments) baseline.predict(parameters, batch, segment, advantages)
  const residuals = new Float64Array(end - start)
  for (let row = start; row < end; row++) residuals[row - start] = returns[row] - advantages[row]
  // With lambda = 1 straight from the returns: exactly the Monte Carlo estimate.
  if (gaeLambda === 1) advantages.set(residuals, start)
  else
    for (const segment of segments) {
      const tail = tailValue(settings, batch, segment, parameters)
      generalizedAdvantages(segment, batch.rewards, advantages, tail, discount, gaeLambda, advantages)
    }
  const moments = [
    momentsOf(advantages, start, end),
    momentsOf(returns, start, end),
    momentsOf(residuals, 0, end - start),
  ]
  return Float64Array.from(moments.flatMap(({ count, mean, m2 }) => [count, mean, m2]))
}

/** Replaces A by (A - shift) / scale in a lane group; gives the sum of w A and of w. */
export function standardizeAdvantages(
  samples: Samples,
  group: GroupRows,
  shift: number,
  scale: number,
): { readonly weighted: number; readonly weight: number } {
  const { advantages, weights } = samples
  let weighted = 0
  let weight = 0
  for (let row = group.start; row < group.end; row++) {
    advantages[row] = (advantages[row] - shift) / scale
    weighted += weights[row] * advantages[row]
    weight += weights[row]
  }
  return { weighted, weight }
}

import { type PathBatch, segmentsOf } from '@trpo/samplers'
import { added } from '../../passes/combine.ts'
import type { Fill } from '../../passes/pass.ts'
import { discountedReturns } from './discounted-returns.ts'
import { type MonteCarloSettings, tailValue } from './settings.ts'
import { stateWeights } from './state-weights.ts'

/**
 * Fills `returns` and `weights`, and sums the baseline's statistics, [baseline.statisticsSize]. The argument holds the
 * baseline's parameters from which segments bootstrap.
 */
export function returnsPass(settings: MonteCarloSettings): Fill<PathBatch, [Float64Array], Float64Array> {
  const { baseline, discount, stateWeighting } = settings
  return {
    name: 'estimate/returns',
    fills: ['returns', 'weights'],
    over(samples, carried) {
      const { batch, rows } = samples
      const returns = samples.fill('returns')
      const weights = samples.fill('weights')
      const statistics = new Float64Array(baseline.statisticsSize)
      for (const segment of segmentsOf(batch, rows)) {
        discountedReturns(segment, batch.rewards, discount, tailValue(settings, batch, segment, carried), returns)
        stateWeights(segment, stateWeighting, discount, weights)
        baseline.accumulate(batch, segment, returns, statistics)
      }
      return statistics
    },
    combine: added,
  }
}

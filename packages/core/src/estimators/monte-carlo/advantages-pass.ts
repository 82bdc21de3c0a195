import { type PathBatch, segmentsOf } from '@trpo/samplers'
import { mergedMoments, momentsAsPart } from '../../passes/combine.ts'
import { type Moments, momentsOf } from '../../passes/moments.ts'
import type { Fill } from '../../passes/pass.ts'
import { generalizedAdvantages } from './generalized-advantages.ts'
import { type MonteCarloSettings, tailValue } from './settings.ts'

/**
 * Fills `values`, the baseline's value of each step with these parameters, and `advantages`, which are Monte Carlo returns
 * minus values, or generalized advantages. Gives the moments of advantages, of returns, and of returns minus values.
 */
export function advantagesPass(settings: MonteCarloSettings): Fill<PathBatch, [Float64Array], readonly Moments[]> {
  const { baseline, discount, gaeLambda: lambda } = settings
  return {
    name: 'estimate/advantages',
    fills: ['values', 'advantages'],
    over(samples, parameters) {
      const { batch, rows } = samples
      const { start, end } = rows
      const returns = samples.column('returns')
      const values = samples.fill('values')
      const advantages = samples.fill('advantages')
      const residuals = new Float64Array(end - start)
      const segments = segmentsOf(batch, rows)
      for (const segment of segments) baseline.predict(parameters, batch, segment, values)
      for (let row = start; row < end; row++) residuals[row - start] = returns[row] - values[row]
      // With lambda = 1 they come straight from the returns and are exactly the Monte Carlo estimate.
      if (lambda === 1) advantages.set(residuals, start)
      else
        for (const segment of segments) {
          const tail = tailValue(settings, batch, segment, parameters)
          generalizedAdvantages(segment, { rewards: batch.rewards, values, tail, discount, lambda }, advantages)
        }
      return momentsAsPart([
        momentsOf(advantages, start, end),
        momentsOf(returns, start, end),
        momentsOf(residuals, 0, end - start),
      ])
    },
    combine: mergedMoments,
  }
}

import type { PathBatch } from '@trpo/samplers'
import { assertFiniteData } from '../../passes/data-error.ts'
import type { Estimator } from '../estimator.ts'
import { advantagesPass } from './advantages-pass.ts'
import type { Baseline } from './baselines/baseline.ts'
import { returnsPass } from './returns-pass.ts'
import { assertMonteCarloSettings, type MonteCarloSettings, monteCarloDefaults } from './settings.ts'
import { standardizePass } from './standardize-pass.ts'

const SCALE_REWARDS =
  'the rewards of this batch are so large that sums of them overflow; scale them down, as scaleReward(environment, factor) does'

/**
 * Advantages that are smaller than this part of the returns are what rounding left of returns that do not differ, and count as 0.
 * Standardising would bring them to the usual size, and a step of full length in a random direction would follow: the length of
 * a trust-region step does not depend on the size of the advantages. A sum of 10^4 numbers is rounded by at most 1e-12 of their size.
 */
const ROUNDING = 1e-12

/**
 * Advantages from the returns of the paths themselves, minus a baseline in closed form (section 5.1). With lambda below 1 they
 * are generalized advantages over the baseline's values. The estimator carries the baseline's parameters, `baseline` [f].
 *
 * Throws a TypeError or a RangeError that names the first setting that is unknown or out of range.
 */
export function monteCarlo(given: Partial<MonteCarloSettings> & { readonly baseline: Baseline }): Estimator<PathBatch> {
  const settings: MonteCarloSettings = { ...monteCarloDefaults, ...given }
  assertMonteCarloSettings(settings)
  const { baseline, standardizeAdvantages } = settings
  const returns = returnsPass(settings)
  const advantages = advantagesPass(settings)
  const tensors = (parameters: Float64Array) => ({ baseline: { shape: [parameters.length], data: parameters } })
  const name = `Monte Carlo, baseline ${baseline.name}`
  return {
    name,
    summary: `discount ${settings.discount}, ${name}`,
    settings: { ...settings, baseline: { name: baseline.name, ...baseline.settings } },
    passes: [returns, advantages, standardizePass],
    measures: {
      advantageMean: { title: 'Mean advantage', description: 'Mean of the advantages, before they are standardised.' },
      advantageStd: {
        title: 'Spread of the advantages',
        description: 'Standard deviation of the advantages, before they are standardised.',
      },
      explainedVariance: {
        title: 'Explained variance of the baseline',
        chart: 'Explained variance of the baseline',
        description: '1 - var(returns - baseline) / var(returns): 1 is a perfect baseline, 0 one that is of no use.',
      },
    },
    init: () => tensors(baseline.initial()),
    async estimate(shards, state) {
      const carried = state['baseline'].data
      const fitted = baseline.solve(await shards.run(returns, carried))
      const [ofAdvantages, ofReturns, ofResiduals] = await shards.run(
        advantages,
        baseline.fitOn === 'current' ? fitted : carried,
      )
      assertFiniteData('the spread of the returns', [ofReturns.m2, ofAdvantages.m2], SCALE_REWARDS)
      assertFiniteData('a parameter of the fitted baseline', fitted, SCALE_REWARDS)
      const std = Math.sqrt(ofAdvantages.m2 / ofAdvantages.count)
      const size = Math.max(Math.abs(ofReturns.mean), Math.sqrt(ofReturns.m2 / ofReturns.count))
      const [shift, scale] = standardizeAdvantages ? [ofAdvantages.mean, std] : [0, 1]
      const differ = (standardizeAdvantages ? std : Math.max(Math.abs(ofAdvantages.mean), std)) > ROUNDING * size
      // Finite numbers over infinity are 0.
      await shards.run(standardizePass, shift, differ ? scale : Number.POSITIVE_INFINITY)
      return {
        state: tensors(fitted),
        numbers: {
          advantageMean: ofAdvantages.mean,
          advantageStd: std,
          explainedVariance: ofReturns.m2 > 0 ? 1 - ofResiduals.m2 / ofReturns.m2 : Number.NaN,
        },
      }
    },
  }
}

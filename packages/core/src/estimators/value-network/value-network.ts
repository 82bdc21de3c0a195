import type { PathBatch } from '@trpo/samplers'
import { assertFiniteData } from '../../passes/data-error.ts'
import type { Measures } from '../../records/measure.ts'
import type { Estimator, Tensors } from '../estimator.ts'
import { standardizePass } from '../monte-carlo/standardize-pass.ts'
import { networkAdvantagesPass } from './advantages-pass.ts'
import type { ValueFit } from './fits/value-fit.ts'
import { asTensor, momentsAfter, rewardScaleOf, UNSCALED } from './reward-scale.ts'
import { runningReturnsPass } from './running-returns-pass.ts'
import { assertValueNetworkSettings, type ValueNetworkSettings, valueNetworkDefaults } from './settings.ts'

const SCALE_REWARDS =
  'the rewards of this batch are so large that sums of them overflow; scale them down, as scaleReward(environment, factor) does'

const EXPLODED =
  'its fit has exploded, and the checkpoints before this iteration are as they were; lower the rate of the fit, or scale rewards (scaleRewards)'

/** Advantages are divided by at least this, so that a batch without any difference in returns gives a zero gradient. */
const SMALLEST_STD = 1e-12

const MEASURES: Measures = {
  advantageMean: { title: 'Mean advantage', description: 'Mean of the advantages, before they are standardised.' },
  advantageStd: {
    title: 'Spread of the advantages',
    description: 'Standard deviation of the advantages, before they are standardised.',
  },
  explainedVariance: {
    title: 'Explained variance of the value network',
    short: 'EV',
    chart: 'Explained variance of the value network',
    description:
      '1 - var(y - V) / var(y), with the targets y and the values V from before the fit: 1 is a perfect network, 0 one that is of no use.',
  },
  rewardScale: {
    title: 'Scale of the rewards',
    description: 'sigma, the standard deviation of the running discounted return; 1 where rewards are not scaled.',
  },
  valueLoss: {
    title: 'Error of the value network',
    chart: 'Error of the value network',
    description: 'Mean of (f - (y - mu) / sigma)^2 over the rows, towards the end of the fit.',
  },
}

/**
 * Generalised advantages over a value network (a critic), which is fitted to the samples of every iteration.
 *
 * One iteration: the scale sigma of the rewards is brought up to date, and frozen; V = sigma f with the network of the iteration
 * before, plus mu; advantages by `gaeLambda` and targets by `targetLambda`, from the same differences; advantages are standardised.
 * Then mu moves by the mean of targets minus values (where a level is kept), and f is fitted to the targets minus mu, over sigma, which
 * may run beside the update of the policy. f is not rescaled when sigma changes.
 *
 * It carries `critic.theta` [p], what the fit carries, `rewards.statistics` (count, mean and squared deviations of the running
 * returns), `rewards.running` [lanes], and `critic.level` [1] where a level is kept.
 *
 * Throws a TypeError or a RangeError that names the first setting that is unknown or out of range. `estimate` throws a RangeError
 * where the network takes other observations than the policy, a DataError when returns overflow, and the fit a DataError when it
 * gives numbers that are not finite.
 */
export function valueNetwork(
  given: Partial<ValueNetworkSettings> & Pick<ValueNetworkSettings, 'network' | 'lanes' | 'fit'>,
): Estimator<PathBatch> {
  const settings: ValueNetworkSettings = { ...valueNetworkDefaults, ...given }
  assertValueNetworkSettings(settings)
  const { network, lanes, fit, discount, scaleRewards, keepLevel, standardizeAdvantages } = settings
  const { parameterCount, description, precision } = network
  const running = runningReturnsPass(discount, lanes)
  const advantages = networkAdvantagesPass(settings)
  const fitter = fit.of(network)
  const ofNetwork = (theta: Float64Array) => ({ 'critic.theta': { shape: [parameterCount], data: theta } })
  const ofRewards = (statistics: Float64Array, last: Float64Array) => ({
    'rewards.statistics': { shape: [3], data: statistics },
    'rewards.running': { shape: [lanes], data: last },
  })
  const ofLevel = (level: number): Tensors =>
    keepLevel ? { 'critic.level': { shape: [1], data: Float64Array.of(level) } } : {}
  return {
    name: `value network, ${fit.name}`,
    summary: summaryOf(settings),
    settings: { ...settings, network: { description, precision }, fit: fit.settings },
    passes: [running, advantages, standardizePass, ...fitter.passes],
    measures: { ...MEASURES, ...fit.measures },
    init: (random) => ({
      ...ofNetwork(network.init(random)),
      ...fitter.init(),
      ...ofRewards(new Float64Array(3), new Float64Array(lanes)),
      ...ofLevel(0),
    }),
    async estimate(shards, state, policy, context) {
      assertInputs(network.inputSize, policy.network.inputSize)
      const theta = state['critic.theta'].data
      const { moments, last } = await shards.run(running, state['rewards.running'].data)
      const statistics = momentsAfter(state['rewards.statistics'].data, moments)
      const { sigma, largest } = scaleRewards ? rewardScaleOf(statistics) : UNSCALED
      const before = keepLevel ? state['critic.level'].data[0] : 0
      const [ofAdvantages, ofTargets, ofResiduals] = await shards.run(advantages, theta, sigma, before, largest)
      const level = keepLevel ? before + ofResiduals.mean : 0
      assertFiniteData('the spread of the returns', [sigma, level, ofTargets.m2, ofAdvantages.m2], SCALE_REWARDS)
      const std = Math.sqrt(ofAdvantages.m2 / ofAdvantages.count)
      const [shift, scale] = standardizeAdvantages ? [ofAdvantages.mean, Math.max(std, SMALLEST_STD)] : [0, 1]
      await shards.run(standardizePass, shift, scale)
      const explainedVariance = ofTargets.m2 > 0 ? 1 - ofResiduals.m2 / ofTargets.m2 : Number.NaN
      return {
        state: { ...state, ...ofRewards(asTensor(statistics), last), ...ofLevel(level) },
        numbers: { advantageMean: ofAdvantages.mean, advantageStd: std, explainedVariance, rewardScale: sigma },
        trust: Number.isNaN(explainedVariance) ? 0 : explainedVariance,
        async later() {
          const fitted = await fitter.fit({ shards, theta, state, sigma, level, context })
          for (const [name, { data }] of Object.entries({ ...ofNetwork(fitted.theta), ...fitted.state }))
            assertFiniteData(`${name} of the value network`, data, EXPLODED)
          return { state: { ...ofNetwork(fitted.theta), ...fitted.state }, numbers: fitted.numbers }
        },
      }
    },
  }
}

/** Rows of another length would be read across their ends. */
function assertInputs(own: number, observationSize: number): void {
  if (own !== observationSize)
    throw new RangeError(
      `the value network has ${own} inputs, and an observation has ${observationSize} numbers; give valueNetwork a network with inputSize ${observationSize}`,
    )
}

function summaryOf({ discount, gaeLambda, fit }: { discount: number; gaeLambda: number; fit: ValueFit }): string {
  return `discount ${discount}, lambda ${gaeLambda}, value network by ${fit.name}`
}

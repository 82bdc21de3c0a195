import type { VineBatch } from '@trpo/samplers'
import { assertFiniteData } from '../../passes/data-error.ts'
import type { Estimator } from '../estimator.ts'
import { rolloutsPass } from './rollouts-pass.ts'
import { assertVineRolloutsSettings, type VineRolloutsSettings, vineRolloutsDefaults } from './settings.ts'
import { trunkPass } from './trunk-pass.ts'

const SCALE_REWARDS =
  'the rewards of this batch are so large that sums of them overflow; scale them down, as scaleReward(environment, factor) does'

/**
 * Q of each action that a vine tried, by the discounted rewards of its rollout (section 5.2). With a bootstrap, the value of
 * the last observation is added for rollouts that did not terminate. The estimator carries the bootstrap's parameters,
 * `bootstrap` [f].
 *
 * It fills `actionAdvantages` [rows, K], which `everyActionForm` (Eq 15) and `selfNormalised` (Eq 16) read.
 *
 * Throws a TypeError that names an unknown setting, and a RangeError that names the first one that is out of range.
 */
export function vineRollouts(given: Partial<VineRolloutsSettings> = {}): Estimator<VineBatch> {
  const settings: VineRolloutsSettings = { ...vineRolloutsDefaults, ...given }
  assertVineRolloutsSettings(settings)
  const { bootstrap } = settings
  const trunk = bootstrap && trunkPass(settings, bootstrap)
  const rollouts = rolloutsPass(settings)
  const tensors = (parameters: Float64Array) => ({ bootstrap: { shape: [parameters.length], data: parameters } })
  const name = bootstrap === undefined ? 'rollouts' : `rollouts, then baseline ${bootstrap.name}`
  return {
    name,
    summary: `discount ${settings.discount}, ${name}`,
    settings: {
      ...settings,
      ...(bootstrap && { bootstrap: { name: bootstrap.name, ...bootstrap.settings } }),
    },
    passes: trunk === undefined ? [rollouts] : [trunk, rollouts],
    measures: {
      actionValueMean: { title: 'Mean Q', description: 'Mean of the Q values of all rollouts.' },
      actionValueSpread: {
        title: 'Spread of Q in a state',
        description:
          'Standard deviation of the K values of Q in a state, averaged over the states: what the step has to go by.',
      },
    },
    init: () => (bootstrap === undefined ? {} : tensors(bootstrap.initial())),
    async estimate(shards, state) {
      const carried = bootstrap === undefined ? new Float64Array(0) : state['bootstrap'].data
      const fitted = bootstrap && trunk && bootstrap.solve(await shards.run(trunk, carried))
      const parameters = bootstrap?.fitOn === 'current' && fitted !== undefined ? fitted : carried
      const [values, spreads] = await shards.run(rollouts, parameters)
      assertFiniteData('the spread of the Q values', [values.mean, values.m2, spreads.mean], SCALE_REWARDS)
      if (fitted !== undefined) assertFiniteData('a parameter of the fitted bootstrap', fitted, SCALE_REWARDS)
      return {
        state: fitted === undefined ? {} : tensors(fitted),
        numbers: { actionValueMean: values.mean, actionValueSpread: spreads.mean },
      }
    },
  }
}

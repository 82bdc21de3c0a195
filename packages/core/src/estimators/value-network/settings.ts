import type { Network } from '@trpo/networks'
import { assertKnownKeys } from '@trpo/samplers'
import type { StateWeighting } from '../monte-carlo/state-weights.ts'
import type { ValueFit } from './fits/value-fit.ts'

/** How a value network is fitted, and how advantages are made of its values. */
export interface ValueNetworkSettings {
  /**
   * The network f, from an observation [o] to one number. The value of a state is V = sigma f + mu, with sigma the scale of the
   * rewards and mu the level of the values. It sees observations as the policy does, through the same normaliser.
   */
  readonly network: Network
  /** Lanes of the whole run: the discounted return so far is carried for each of them. */
  readonly lanes: number
  /** How f is fitted, such as `adamFit()` or `gaussNewtonFit()`. */
  readonly fit: ValueFit
  /** gamma, in [0, 1]. */
  readonly discount: number
  /** lambda of the advantages, in [0, 1]. */
  readonly gaeLambda: number
  /** lambda of the targets that f is fitted to, in [0, 1]: TD(lambda). 1 gives Monte Carlo returns, bootstrapped where a segment was cut or truncated. */
  readonly targetLambda: number
  /**
   * Whether rewards are seen in units of sigma, the standard deviation of the running discounted return, and clipped at ten of
   * them. Otherwise sigma is 1 and no reward is clipped.
   */
  readonly scaleRewards: boolean
  /**
   * Whether the values have a level mu of their own: before each fit it moves by the mean of y - V, so that the network fits the
   * differences between states alone. Otherwise mu is 0. With a discount near 1 the level of the values keeps rising for most of a
   * run, and a network has to follow it; whether returns gain by this is not decided (docs/results.md).
   */
  readonly keepLevel: boolean
  /** Whether states count alike or by gamma^t. */
  readonly stateWeighting: StateWeighting
  /** Whether advantages are brought to mean 0 and standard deviation 1 over the batch. */
  readonly standardizeAdvantages: boolean
}

/** What `valueNetwork` takes where a setting is not given. */
export const valueNetworkDefaults: Omit<ValueNetworkSettings, 'network' | 'lanes' | 'fit'> = {
  discount: 0.99,
  gaeLambda: 0.95,
  targetLambda: 0.98,
  scaleRewards: true,
  keepLevel: false,
  stateWeighting: 'undiscounted',
  standardizeAdvantages: true,
}

/**
 * Throws a TypeError or a RangeError that names the first setting that is unknown or out of range, for callers whom no compiler
 * has checked.
 */
export function assertValueNetworkSettings(settings: ValueNetworkSettings): void {
  const { network, lanes, fit, discount, gaeLambda, targetLambda, stateWeighting } = settings
  assertKnownKeys('valueNetwork', settings, ['network', 'lanes', 'fit', ...Object.keys(valueNetworkDefaults)])
  if (typeof network?.at !== 'function')
    throw new TypeError('network is no network; give one from an observation to one number, such as mlp(...)')
  if (network.outputSize !== 1)
    throw new RangeError(`network has ${network.outputSize} outputs; give one with a single output, the value`)
  if (typeof fit?.of !== 'function') throw new TypeError('fit is no fit; give one such as adamFit()')
  if (!Number.isSafeInteger(lanes) || lanes < 1)
    throw new RangeError(`lanes is ${lanes}; give the number of lanes of the run, a whole number of at least 1`)
  for (const [name, value] of Object.entries({ discount, gaeLambda, targetLambda }))
    if (!(Number.isFinite(value) && value >= 0 && value <= 1))
      throw new RangeError(`${name} is ${value}; give a number from 0 to 1`)
  for (const name of ['scaleRewards', 'keepLevel', 'standardizeAdvantages'] as const)
    if (typeof settings[name] !== 'boolean')
      throw new TypeError(`${name} is ${JSON.stringify(settings[name])}; give true or false`)
  const weightings: readonly unknown[] = ['undiscounted', 'discounted']
  if (!weightings.includes(stateWeighting))
    throw new TypeError(`stateWeighting is ${JSON.stringify(stateWeighting)}; give "undiscounted" or "discounted"`)
}

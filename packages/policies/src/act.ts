import type { RealArray } from '@trpo/networks'
import type { Random } from '@trpo/random'
import { fitActions } from './action-bounds.ts'
import type { Policy } from './policy.ts'
import { policyForward } from './policy-forward.ts'

/**
 * One action [k] drawn from pi(. | observation), fitted to the policy's `actions` if it has them: class indices for
 * discrete actions.
 *
 * Takes exactly `policy.distribution.noiseSize` draws from `random`, normal or uniform as the distribution says, in
 * order. Throws a RangeError when the observation has another length than the policy expects or is not finite.
 */
export function act(policy: Policy, observation: ArrayLike<number>, random: Random): Float64Array {
  const { distribution } = policy
  const mu = muOf(policy, observation)
  const noise = new Float64Array(distribution.noiseSize)
  for (let i = 0; i < noise.length; i++) noise[i] = distribution.noise === 'normal' ? random.normal() : random.uniform()
  const action = new Float64Array(distribution.actionSize)
  distribution.sample(1, mu, noise, action)
  return fitted(policy, action)
}

/**
 * The most likely action [k] in `observation`, fitted to the policy's `actions` if it has them: no randomness.
 * Throws a RangeError when the observation has another length than the policy expects or is not finite.
 */
export function mode(policy: Policy, observation: ArrayLike<number>): Float64Array {
  const action = new Float64Array(policy.distribution.actionSize)
  policy.distribution.mode(1, muOf(policy, observation), action)
  return fitted(policy, action)
}

function fitted({ actions }: Policy, action: Float64Array): Float64Array {
  if (actions !== undefined) fitActions(actions, 1, action, action)
  return action
}

function muOf(policy: Policy, observation: ArrayLike<number>): RealArray {
  const size = policy.network.inputSize
  if (observation.length !== size) {
    throw new RangeError(`observation has length ${observation.length}, this policy expects ${size}`)
  }
  // In f64, so that a normaliser takes its mean off before anything is rounded.
  const row = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    if (!Number.isFinite(observation[i])) {
      throw new RangeError(`observation[${i}] is ${observation[i]}, this policy expects finite numbers`)
    }
    row[i] = observation[i]
  }
  return policyForward(policy, row, 1).y
}

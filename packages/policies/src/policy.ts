import type { Distribution } from '@trpo/distributions'
import type { Network } from '@trpo/networks'
import { type ActionBounds, checkActionBounds } from './action-bounds.ts'
import { checkNormalizer, type Normalizer } from './normalizer.ts'
import { show } from './show.ts'

/** What a policy is before it is trained: a network whose outputs mu are the parameters of an action distribution. */
export interface PolicyModel {
  /** From (normalised) observations [rows, inputSize] to mu [rows, m]. */
  readonly network: Network
  /** From mu to actions. */
  readonly distribution: Distribution
  /**
   * What the environment takes, and how drawn actions become that: `act` and `mode` give what it may be given. A trainer
   * works with the actions of the distribution.
   * @default none: actions are given as they are drawn
   */
  readonly actions?: ActionBounds | undefined
}

/** pi(a | s): a model with its parameters, and what is done to observations first. A value: nothing changes it. */
export interface Policy extends PolicyModel {
  /** The parameters of the network, [p], all finite. */
  readonly theta: Float64Array
  /**
   * Applied to every observation before the network.
   * @default none
   */
  readonly normalizer?: Normalizer | undefined
}

/**
 * A policy of its parts, after checking that they fit; theta, the normaliser and the bounds of actions are copied.
 *
 * Throws a RangeError when the network puts out another number of values than the distribution takes, when theta has
 * another length than the network's parameters or a number in it is not finite, or when the normaliser is of another
 * size or has a mean that is not finite, a std that is not positive and finite, or a clip that is not positive; and a
 * RangeError or TypeError when the bounds of actions are not those of the distribution's actions.
 */
export function createPolicy(parts: Policy): Policy {
  const { network, distribution, theta } = parts
  checkModel(network, distribution)
  if (!(theta instanceof Float64Array)) throw new TypeError(`theta is ${show(theta)}, expected a Float64Array`)
  if (theta.length !== network.parameterCount) {
    throw new RangeError(`theta has length ${theta.length}, the network has ${network.parameterCount} parameters`)
  }
  const bad = theta.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) {
    const leaf = network.leaves.find(({ offset, size }) => bad >= offset && bad < offset + size)
    throw new RangeError(`theta[${bad}], in leaf '${leaf?.name}', is ${theta[bad]}, expected finite numbers`)
  }
  return {
    network,
    distribution,
    theta: theta.slice(),
    ...(parts.normalizer && { normalizer: checkNormalizer(parts.normalizer, network.inputSize) }),
    ...(parts.actions && { actions: checkActionBounds(parts.actions, distribution) }),
  }
}

/** Throws a RangeError unless the network's outputs are what the distribution takes. */
export function checkModel(network: Network, distribution: Distribution): void {
  if (network.outputSize !== distribution.parameterSize) {
    throw new RangeError(
      `the network puts out ${network.outputSize} numbers, ` +
        `the ${distribution.description.kind} distribution takes ${distribution.parameterSize}`,
    )
  }
}

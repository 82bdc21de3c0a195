import type { Distribution } from '@trpo/distributions'
import { outline } from '@trpo/math/messages'
import type { Network } from '@trpo/networks'
import { type ActionBounds, checkActionBounds } from './action-bounds.ts'
import { checkNormalizer, type Normalizer } from './normalizer.ts'

/** A policy without its parameters: a network whose outputs mu are the parameters of an action distribution. */
export interface PolicyModel {
  /** From (normalised) observations [rows, inputSize] to mu [rows, m]. */
  readonly network: Network
  /** From mu to actions. */
  readonly distribution: Distribution
  /**
   * The box of actions that the environment takes, and how drawn actions are fitted to it. `act` and `mode` give fitted
   * actions; a trainer works with the actions of the distribution. @default none: actions are given as they are drawn
   */
  readonly actions?: ActionBounds | undefined
}

/**
 * pi(a | s): a model with its parameters and the normaliser of its observations. It is a value, which nothing changes.
 */
export interface Policy extends PolicyModel {
  /** The parameters of the network, [p], all finite. */
  readonly theta: Float64Array
  /** The normaliser of every observation, applied before the network. @default none */
  readonly normalizer?: Normalizer | undefined
}

/**
 * A policy from its parts, which are checked to fit; theta, the normaliser and the bounds of actions are copied.
 *
 * Throws a RangeError when
 *
 * - the network's outputs are not as many as the distribution takes;
 * - theta has another length than the network's parameters, or a number in it is not finite;
 * - the normaliser has another size, a mean that is not finite, a std that is not positive and finite, or a clip that
 *   is not positive.
 *
 * Throws a RangeError or TypeError when the bounds do not fit the distribution's actions.
 */
export function createPolicy(parts: Policy): Policy {
  const { network, distribution, theta } = parts
  checkModel(network, distribution)
  if (!(theta instanceof Float64Array)) throw new TypeError(`theta is ${outline(theta)}, expected a Float64Array`)
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

/** Throws a RangeError unless the network's outputs are as many as the distribution takes. */
export function checkModel(network: Network, distribution: Distribution): void {
  if (network.outputSize !== distribution.parameterSize) {
    throw new RangeError(
      `the network puts out ${network.outputSize} numbers, ` +
        `the ${distribution.description.kind} distribution takes ${distribution.parameterSize}`,
    )
  }
}

import { describeSpace, type EnvironmentSpec, spaceSize, specFault } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'

/**
 * Throws a RangeError unless the specification is one, the model reads the environment's observations, and its actions are of the
 * environment's action space.
 */
export function assertModelFits(spec: EnvironmentSpec, model: PolicyModel): void {
  const fault = specFault(spec)
  if (fault !== undefined) throw new RangeError(`the lanes cannot be sampled: ${fault}`)
  const { name, observationSpace, actionSpace } = spec
  const { network, distribution } = model
  const observationSize = spaceSize(observationSpace)
  if (network.inputSize !== observationSize)
    throw new RangeError(
      `the policy takes observations of length ${network.inputSize}, ${name} gives ${observationSize}; build it with observationSize: ${observationSize}`,
    )
  const { classes } = distribution
  const fits =
    actionSpace.kind === 'box'
      ? classes === undefined && distribution.actionSize === spaceSize(actionSpace)
      : classes?.join() === (actionSpace.kind === 'discrete' ? [actionSpace.n] : actionSpace.n).join()
  if (!fits)
    throw new RangeError(
      `the policy's actions are of ${classes ? `classes ${classes.join(', ')}` : `${distribution.actionSize} real numbers`}, ${name} expects ${describeSpace(actionSpace)}`,
    )
}

import { type BoxSpace, boxBounds, type EnvironmentSpec, spaceSize } from '@trpo/envs'
import { type ActionBounds, categoricalMlp, gaussianMlp, type PolicyModel } from '@trpo/policies'

/** Units of the hidden layers. */
const HIDDEN: readonly number[] = [32, 32]

/**
 * A 32-32 tanh network for an environment, Gaussian for box actions and categorical for discrete ones (appendix D). In training
 * the environment gets the actions as they were drawn; a Gaussian policy that acts clips them to the bounds of the box.
 */
export function defaultModel({ observationSpace, actionSpace }: EnvironmentSpec): PolicyModel {
  const shape = { observationSize: spaceSize(observationSpace), hidden: HIDDEN }
  return actionSpace.kind === 'box'
    ? gaussianMlp({ ...shape, actionSize: spaceSize(actionSpace), actions: boundsOf(actionSpace) })
    : categoricalMlp({ ...shape, classes: actionSpace.n })
}

/** The bounds to which actions are clipped. Undefined where there are none. */
function boundsOf(space: BoxSpace): ActionBounds | undefined {
  const { low, high } = boxBounds(space)
  return [...low, ...high].some(Number.isFinite) ? { low, high, fit: 'clip' } : undefined
}

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

/**
 * A model that knows the bounds of the actions of its environment: where it says nothing of them, it clips to them when it acts.
 * A model whose `actions` are there, even as undefined, is returned as it is.
 */
export function boundedModel(model: PolicyModel, { actionSpace }: EnvironmentSpec): PolicyModel {
  if ('actions' in model || actionSpace.kind !== 'box' || model.distribution.classes !== undefined) return model
  const actions = boundsOf(actionSpace)
  // Whether the sizes fit is said where the model is to sample.
  return actions?.low.length === model.distribution.actionSize ? { ...model, actions } : model
}

/** The bounds to which actions are clipped. Undefined where there are none. */
function boundsOf(space: BoxSpace): ActionBounds | undefined {
  const { low, high } = boxBounds(space)
  return [...low, ...high].some(Number.isFinite) ? { low, high, fit: 'clip' } : undefined
}

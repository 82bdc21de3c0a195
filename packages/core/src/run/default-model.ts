import { type EnvironmentSpec, spaceSize } from '@trpo/envs'
import { categoricalMlp, gaussianMlp, type PolicyModel } from '@trpo/policies'

/** Units of the hidden layers. */
const HIDDEN: readonly number[] = [32, 32]

/** A 32-32 tanh network for an environment: Gaussian for box actions, categorical for discrete ones (appendix D). */
export function defaultModel({ observationSpace, actionSpace }: EnvironmentSpec): PolicyModel {
  const shape = { observationSize: spaceSize(observationSpace), hidden: HIDDEN }
  return actionSpace.kind === 'box'
    ? gaussianMlp({ ...shape, actionSize: spaceSize(actionSpace) })
    : categoricalMlp({ ...shape, classes: actionSpace.n })
}

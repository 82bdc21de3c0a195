import { type EnvironmentSpec, spaceSize } from '@trpo/envs'
import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { categoricalMlp, gaussianMlp, type PolicyModel } from '@trpo/policies'
import type { Config } from '../config/config.ts'

/** The policy that a config describes for an environment: Gaussian for box actions, categorical for discrete ones. */
export function buildModel(config: Config, spec: EnvironmentSpec): PolicyModel {
  const { hidden, activation, outputGain, initialLogStd, arithmetic } = config.policy
  const buildNetwork = arithmetic === 'f32' ? simdNetwork : networkFromDescription
  const shape = { observationSize: spaceSize(spec.observationSpace), hidden, activation, outputGain, buildNetwork }
  const actions = spec.actionSpace
  return actions.kind === 'box'
    ? gaussianMlp({ ...shape, actionSize: spaceSize(actions), initialLogStd })
    : categoricalMlp({ ...shape, classes: actions.n })
}

/** `9-30-2 tanh, Gaussian with a log std an action` */
export function describeModel(model: PolicyModel, config: Config): string {
  const { distribution, network } = model
  const outputs =
    distribution.description.kind === 'diagonal-gaussian' ? distribution.actionSize : distribution.parameterSize
  const sizes = [network.inputSize, ...config.policy.hidden, outputs].join('-')
  const units = config.policy.hidden.length === 0 ? 'linear' : config.policy.activation
  return `${sizes} ${units}, ${distribution.description.kind}, ${network.parameterCount} parameters`
}

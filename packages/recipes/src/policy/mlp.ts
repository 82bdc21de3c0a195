import { spaceSize } from '@trpo/envs'
import { type InitialWeights, type Layer, mlpLayers, networkFromDescription, simdNetwork } from '@trpo/networks'
import { categoricalModel, gaussianModel, type PolicyModel } from '@trpo/policies'
import type { FittedEnvironment } from '../environments/prepare-environment.ts'
import { choice, flag, listOf, real, whole } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'

/** A network of dense layers. */
export interface MlpConfig {
  readonly kind: 'mlp'
  /** The number of units of each hidden layer; an empty list makes the network linear. */
  readonly hidden: readonly number[]
  /** The activation after each hidden layer. */
  readonly activation: 'tanh' | 'relu'
  /** The norm of the initial weights into each output. */
  readonly outputGain: number
  /** The initial log standard deviation of every entry of an action. It has no effect where actions are discrete. */
  readonly initialLogStd: number
  /** `f32` for the SIMD kernels, or `f64` for the plain reference. */
  readonly arithmetic: 'f32' | 'f64'
  /** Whether the policy sees (o - mean) / std of the observations so far. */
  readonly normalizeObservations: boolean
}

/** The policies of appendix D: Gaussian for box actions, of which they know the bounds, categorical for discrete ones. */
export const mlp: Kind<MlpConfig, FittedEnvironment, PolicyModel> = {
  kind: 'mlp',
  fields: {
    hidden: listOf(
      whole(1, 65_536),
      16,
      'The number of units of each hidden layer; an empty list makes the network linear in the observation.',
    ),
    activation: choice(['tanh', 'relu'], 'The activation after each hidden layer.'),
    outputGain: real(
      { minimum: 0, maximum: 1000 },
      'The norm of the initial weights into each output. Where it is small, the first actions are mostly noise.',
    ),
    initialLogStd: real(
      { minimum: -10, maximum: 10 },
      'The initial log standard deviation of every entry of an action; discrete actions have none.',
    ),
    arithmetic: choice(
      ['f32', 'f64'],
      'f32 takes the SIMD kernels, which are fast; f64 takes the plain reference, which serves as an oracle. The bits differ, the learning does not.',
    ),
    normalizeObservations: flag(
      'Whether the policy sees (o - mean) / std of the observations so far, updated between iterations.',
    ),
  },
  defaults: {
    kind: 'mlp',
    hidden: [32, 32],
    activation: 'tanh',
    outputGain: 0.01,
    initialLogStd: 0,
    arithmetic: 'f32',
    normalizeObservations: true,
  },
  build: ({ kind: _, ...config }, environment) => mlpPolicy(config, environment, 'normalized'),
}

/** The policy of a network of dense layers. */
export function mlpPolicy(
  config: Omit<MlpConfig, 'kind'>,
  environment: FittedEnvironment,
  initialWeights: InitialWeights,
): PolicyModel {
  const inputSize = spaceSize(environment.spec.observationSpace)
  return policyOfLayers(config, environment, (outputSize) =>
    mlpLayers({ ...config, inputSize, outputSize, initialWeights }),
  )
}

/** The policy for the actions of an environment whose network has the layers that `layersTo` gives for a number of outputs. */
export function policyOfLayers(
  { arithmetic, initialLogStd }: Pick<MlpConfig, 'arithmetic' | 'initialLogStd'>,
  { spec, actions: bounds }: FittedEnvironment,
  layersTo: (outputSize: number) => readonly Layer[],
): PolicyModel {
  const buildNetwork = arithmetic === 'f32' ? simdNetwork : networkFromDescription
  const actions = spec.actionSpace
  return actions.kind === 'box'
    ? gaussianModel(layersTo, { actionSize: spaceSize(actions), initialLogStd, actions: bounds, buildNetwork })
    : categoricalModel(layersTo, { classes: actions.n, buildNetwork })
}

import { spaceSize } from '@trpo/envs'
import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { categoricalMlp, gaussianMlp, type PolicyModel } from '@trpo/policies'
import type { FittedEnvironment } from '../environments/prepare-environment.ts'
import { choice, flag, listOf, real, whole } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'

/** A network of dense layers. */
export interface MlpConfig {
  readonly kind: 'mlp'
  /** Units of each hidden layer; none makes it linear. */
  readonly hidden: readonly number[]
  /** What follows each hidden layer. */
  readonly activation: 'tanh' | 'relu'
  /** Norm of the initial weights into each output. */
  readonly outputGain: number
  /** Initial log standard deviation of every entry of an action; without effect where actions are discrete. */
  readonly initialLogStd: number
  /** SIMD kernels in f32, or the plain reference in f64. */
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
      'Units of each hidden layer; none makes the policy linear in the observation.',
    ),
    activation: choice(['tanh', 'relu'], 'What follows each hidden layer.'),
    outputGain: real(
      { minimum: 0, maximum: 1000 },
      'Norm of the initial weights into each output: small, so that the first actions are those of the noise.',
    ),
    initialLogStd: real(
      { minimum: -10, maximum: 10 },
      'Initial log standard deviation of every entry of an action; discrete actions have none.',
    ),
    arithmetic: choice(
      ['f32', 'f64'],
      'f32: SIMD kernels, the fast ones; f64: the plain reference, an oracle. Other bits, the same learning.',
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
  build({ hidden, activation, outputGain, initialLogStd, arithmetic }, { spec, actions: bounds }) {
    const buildNetwork = arithmetic === 'f32' ? simdNetwork : networkFromDescription
    const shape = { observationSize: spaceSize(spec.observationSpace), hidden, activation, outputGain, buildNetwork }
    const actions = spec.actionSpace
    return actions.kind === 'box'
      ? gaussianMlp({ ...shape, actionSize: spaceSize(actions), initialLogStd, actions: bounds })
      : categoricalMlp({ ...shape, classes: actions.n })
  },
}

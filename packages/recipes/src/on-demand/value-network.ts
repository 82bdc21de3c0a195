import {
  type Estimator,
  type ScheduledTrustRegionOptions,
  scheduledTrustRegionUpdate,
  type UpdateRule,
  type ValueFit,
  type ValueNetworkSettings,
  valueNetwork,
} from '@trpo/core'
import { type EnvironmentSpec, spaceSize } from '@trpo/envs'
import { mlp, networkFromDescription, simdNetwork } from '@trpo/networks'
import type { PathBatch } from '@trpo/samplers'
import { ConfigError } from '../errors.ts'
import type { EstimatorNeeds } from '../estimator/estimator-needs.ts'
import type { FitConfig } from '../estimator/fits/registry.ts'
import type { MlpConfig } from '../policy/mlp.ts'
import type { Amount } from '../sampler/amount.ts'
import type { MemoryNeed } from '../sampler/memory-need.ts'
import type { UpdateNeeds } from '../update/update-needs.ts'

export { adamFit, gaussNewtonFit } from '@trpo/core'

/** What a config says of the network and of how advantages are made of its values. */
type ValueNetworkFields = Omit<ValueNetworkSettings, 'network' | 'lanes' | 'fit'> &
  Pick<MlpConfig, 'hidden' | 'activation' | 'arithmetic'>

/** Builds a value network and its estimator. A page loads it when a config describes one. */
export function buildValueNetwork(
  { hidden, activation, arithmetic, ...settings }: ValueNetworkFields,
  fit: ValueFit,
  { spec, lanes }: EstimatorNeeds,
): Estimator<PathBatch> {
  const inputSize = spaceSize(spec.observationSpace)
  const { description } = mlp({ inputSize, hidden, activation, outputSize: 1, initialWeights: 'orthogonal' })
  const network = arithmetic === 'f32' ? simdNetwork(description) : networkFromDescription(description)
  return valueNetwork({ ...settings, network, lanes, fit })
}

/** The least number of vectors [p] of a fit: parameters and two moments before and after it, or those of conjugate gradient. */
const VECTORS = 6

/**
 * The least memory that a value network and its fit take: its parameters, and of each sample what the network sees with its target.
 * Adam has these rows twice, as they are joined, and Gauss-Newton once.
 */
export function valueNetworkInMemory(
  { hidden, activation, arithmetic, fit }: Pick<MlpConfig, 'hidden' | 'activation' | 'arithmetic'> & { fit: FitConfig },
  { observationSpace }: EnvironmentSpec,
  { samples, origin }: Pick<Amount, 'samples' | 'origin'>,
): readonly MemoryNeed[] {
  const inputSize = spaceSize(observationSpace)
  const { parameterCount } = mlp({ inputSize, hidden, activation, outputSize: 1 })
  const joined = (arithmetic === 'f32' ? 4 : 8) * inputSize
  const row = fit.kind === 'adam' ? joined + 8 + 8 * (inputSize + 1) : joined
  return [
    {
      origin: `estimator.hidden is ${hidden.join(',')}: a value network of ${parameterCount} parameters`,
      bytes: 8 * VECTORS * parameterCount,
    },
    { origin: `${origin}: the rows of so many samples that the value network is fitted to`, bytes: samples * row },
  ]
}

/**
 * Builds a trust region with a schedule. Throws a ConfigError where its bound is to follow the trust in the advantages, and the
 * estimator says nothing of that.
 */
export function buildScheduledTrustRegion(
  options: ScheduledTrustRegionOptions,
  { estimator }: UpdateNeeds,
): UpdateRule {
  if (options.leastTrust < 1 && estimator !== 'value-network')
    throw new ConfigError(
      `update.leastTrust is ${options.leastTrust}, and with estimator.kind ${estimator} there is no value network whose explained variance could multiply delta; set update.leastTrust=1, or estimator.kind=value-network`,
    )
  return scheduledTrustRegionUpdate(options)
}

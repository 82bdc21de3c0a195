import {
  type Estimator,
  type ScheduledTrustRegionOptions,
  scheduledTrustRegionUpdate,
  type UpdateRule,
  type ValueFit,
  type ValueNetworkSettings,
  valueNetwork,
} from '@trpo/core'
import { spaceSize } from '@trpo/envs'
import { mlp, networkFromDescription, simdNetwork } from '@trpo/networks'
import type { PathBatch } from '@trpo/samplers'
import { ConfigError } from '../errors.ts'
import type { EstimatorNeeds } from '../estimator/estimator-needs.ts'
import type { MlpConfig } from '../policy/mlp.ts'
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

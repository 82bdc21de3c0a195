import { type Estimator, type ValueFit, type ValueNetworkSettings, valueNetwork } from '@trpo/core'
import { spaceSize } from '@trpo/envs'
import { mlp, networkFromDescription, simdNetwork } from '@trpo/networks'
import type { PathBatch } from '@trpo/samplers'
import type { EstimatorNeeds } from '../estimator/estimator-needs.ts'
import type { MlpConfig } from '../policy/mlp.ts'

export { adamFit, gaussNewtonFit, scheduledTrustRegionUpdate } from '@trpo/core'

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

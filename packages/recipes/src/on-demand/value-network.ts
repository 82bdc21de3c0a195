import { type Estimator, type ValueFit, valueNetwork } from '@trpo/core'
import { spaceSize } from '@trpo/envs'
import { mlp, networkFromDescription, simdNetwork } from '@trpo/networks'
import type { PathBatch } from '@trpo/samplers'
import type { EstimatorNeeds } from '../estimator/estimator-needs.ts'
import type { ValueNetworkConfig } from '../estimator/value-network.ts'

export { adamFit, gaussNewtonFit, scheduledTrustRegionUpdate } from '@trpo/core'

/** Builds a value network and its estimator. A page loads it when a config describes one. */
export function buildValueNetwork(
  { kind: _, hidden, activation, arithmetic, ...settings }: Omit<ValueNetworkConfig, 'fit'>,
  fit: ValueFit,
  { spec, lanes }: EstimatorNeeds,
): Estimator<PathBatch> {
  const inputSize = spaceSize(spec.observationSpace)
  const { description } = mlp({ inputSize, hidden, activation, outputSize: 1, initialWeights: 'orthogonal' })
  const network = arithmetic === 'f32' ? simdNetwork(description) : networkFromDescription(description)
  return valueNetwork({ ...settings, network, lanes, fit })
}

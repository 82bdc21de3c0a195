import { valueNetwork } from '@trpo/core'
import { spaceSize } from '@trpo/envs'
import { mlp, networkFromDescription, simdNetwork } from '@trpo/networks'
import type { EstimatorNeeds } from '../estimator/estimator-needs.ts'
import { fits } from '../estimator/fits/registry.ts'
import type { ValueNetworkConfig } from '../estimator/value-network.ts'
import { buildKind } from '../kinds/kind.ts'

export { adamFit, gaussNewtonFit, scheduledTrustRegionUpdate } from '@trpo/core'

/** Builds a value network and its estimator. A page loads it when a config describes one. */
export async function buildValueNetwork(
  { kind: _, hidden, activation, arithmetic, fit, ...settings }: ValueNetworkConfig,
  { spec, lanes }: EstimatorNeeds,
): Promise<ReturnType<typeof valueNetwork>> {
  const inputSize = spaceSize(spec.observationSpace)
  const { description } = mlp({ inputSize, hidden, activation, outputSize: 1, initialWeights: 'orthogonal' })
  const network = arithmetic === 'f32' ? simdNetwork(description) : networkFromDescription(description)
  return valueNetwork({ ...settings, network, lanes, fit: await buildKind(fits, 'kind', fit, undefined) })
}

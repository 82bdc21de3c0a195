import {
  adamFit,
  localParts,
  type RunParts,
  scheduledTrustRegionUpdate,
  type ValueNetworkSettings,
  valueNetwork,
} from '@trpo/core'
import { cartPole, lanesOf, timeLimit } from '@trpo/envs'
import { mlp, simdNetwork } from '@trpo/networks'
import { gaussianMlp } from '@trpo/policies'

const LANES = 14
const environment = () => timeLimit(cartPole(), 30)

export const createLanes = (count: number) => lanesOf(environment, count)

/** A critic of few units. */
const criticNetwork = simdNetwork(mlp({ inputSize: 4, hidden: [5], outputSize: 1 }).description)

/** The parts of a small run with a value network, over episodes that continue. */
export function criticParts(settings: Partial<ValueNetworkSettings> = {}): RunParts {
  const parts = localParts(
    {
      seed: 7,
      model: gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3] }),
      quota: { kind: 'steps', steps: 203 },
      lanes: LANES,
      episodes: 'continue',
      fisherStride: 3,
      normalizeObservations: true,
    },
    environment().spec,
  )
  return {
    ...parts,
    estimator: valueNetwork({
      network: criticNetwork,
      lanes: LANES,
      fit: adamFit({ epochs: 2, batchSize: 32, rate: { from: 0.01, to: 0.001, iterations: 3 } }),
      ...settings,
    }),
    update: scheduledTrustRegionUpdate({ maxKl: { from: 0.03, to: 0.01, iterations: 3 }, leastTrust: 0.02 }),
  }
}

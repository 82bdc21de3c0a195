import {
  adamFit,
  createTrainer,
  localParts,
  type RunParts,
  type Shard,
  scheduledTrustRegionUpdate,
  type TaskHost,
  valueNetwork,
} from '@trpo/core'
import { cartPole } from '@trpo/envs'
import { mlp, simdNetwork } from '@trpo/networks'
import { gaussianMlp } from '@trpo/policies'

export const run = { seed: 7, lanes: 14 }

/** What page, workers and Node agree on. */
export function partsOf(seed: number): RunParts {
  const parts = localParts(
    {
      seed,
      model: gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [16] }),
      lanes: run.lanes,
      quota: { kind: 'steps', steps: 1503 },
      episodes: 'continue',
      normalizeObservations: true,
    },
    cartPole().spec,
  )
  return {
    ...parts,
    estimator: valueNetwork({
      network: simdNetwork(mlp({ inputSize: 4, hidden: [16], outputSize: 1 }).description),
      lanes: run.lanes,
      fit: adamFit({ epochs: 2 }),
    }),
    update: scheduledTrustRegionUpdate({ maxKl: { from: 0.02, to: 0.01, iterations: 3 }, leastTrust: 0.1 }),
  }
}

/** Trains on cart-pole for three iterations, disposes of the shards, and gives every bit of the parameters and the last record. */
export async function train(shards: readonly Shard[], tasks?: TaskHost): Promise<string> {
  const trainer = createTrainer(partsOf(run.seed), shards, { tasks })
  try {
    let state = trainer.init()
    let last = ''
    for (let iteration = 0; iteration < 3; iteration++) {
      const [next, { timings: _timings, ...record }] = await trainer.step(state)
      if (record.update.status !== 'accepted') throw new Error(`the step ended with ${record.update.status}`)
      state = next
      last = JSON.stringify(record)
    }
    const bytes = new Uint8Array(state.theta.slice().buffer)
    return `${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')} ${last}`
  } finally {
    await trainer.dispose()
  }
}

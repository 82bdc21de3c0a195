import { createTrainer, localParts, type RunParts, type Shard } from '@trpo/core'
import { cartPole } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'

export const run = { seed: 7, lanes: 14 }

/** What page, workers and Node agree on. */
export function partsOf(seed: number): RunParts {
  return localParts(
    {
      seed,
      model: gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [16] }),
      lanes: run.lanes,
      quota: { kind: 'steps', steps: 1503 },
      episodes: 'continue',
      bootstrap: 'baseline',
      gaeLambda: 0.95,
      normalizeObservations: true,
    },
    cartPole().spec,
  )
}

/** Trains on cart-pole for three iterations, disposes of the shards, and gives every bit of the parameters and the last record. */
export async function train(shards: readonly Shard[]): Promise<string> {
  const trainer = createTrainer(partsOf(run.seed), shards)
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

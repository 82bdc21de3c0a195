import { createTrainer, linearFeatureBaseline, type Shard, trustRegionDefaults, trustRegionUpdate } from '@trpo/core'
import { gaussianMlp, type PolicyModel } from '@trpo/policies'

/** What page, workers and Node agree on. */
export const run: {
  readonly seed: number
  readonly lanes: number
  readonly steps: number
  readonly model: PolicyModel
  readonly baseline: ReturnType<typeof linearFeatureBaseline>
} = {
  seed: 7,
  lanes: 14,
  steps: 1503,
  model: gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [16] }),
  baseline: linearFeatureBaseline(4),
}

/** Trains on cart-pole for three iterations, disposes of the shards, and gives every bit of the parameters and the last record. */
export async function train(shards: readonly Shard[]): Promise<string> {
  const trainer = createTrainer({
    seed: run.seed,
    model: run.model,
    baseline: run.baseline,
    shards,
    update: trustRegionUpdate(trustRegionDefaults),
    standardizeAdvantages: true,
    normalizeObservations: true,
    episodes: 'continue',
  })
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

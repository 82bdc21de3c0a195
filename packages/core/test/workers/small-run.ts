import {
  createTrainer,
  type IterationRecord,
  inProcessShard,
  linearFeatureBaseline,
  type Shard,
  type ShardFactory,
  type ShardSettings,
  type TrainingState,
  trustRegionDefaults,
  trustRegionUpdate,
} from '@trpo/core'
import { cartPole, type Environment, lanesOf, timeLimit } from '@trpo/envs'
import { gaussianMlp, type PolicyModel } from '@trpo/policies'
import type { Episodes, Quota } from '@trpo/samplers'

/** What the shards of a small run on cart-pole are built from: plain data. */
export interface SmallRun {
  readonly quota: Quota
  readonly lanes: number
  readonly episodes: Episodes
  /** What happens in which shards, once; none unless given. */
  readonly mishap?: Mishap
}

/** Something that goes wrong in an environment. */
export interface Mishap {
  /** The file that is there once it has happened so that it does not happen again; it happens each time unless given. */
  readonly marker?: string
  readonly what: 'exit' | 'memory' | 'reject' | 'not finite' | 'throw'
  /** Steps of one environment before it happens. */
  readonly after: number
}

export const SMALL: SmallRun = { quota: { kind: 'steps', steps: 1003 }, lanes: 14, episodes: 'continue' }

export const model: PolicyModel = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3] })

/** The shard of a small run, with environments of `create`. */
export function smallShard(create: () => Environment): ShardFactory<SmallRun> {
  return ({ quota, lanes, episodes }, groups) =>
    inProcessShard({ ...settings, quota, lanes, episodes }, (n) => lanesOf(create, n), groups)
}

export const createEnvironment = (): Environment => timeLimit(cartPole(), 50)

const settings: Omit<ShardSettings, 'quota' | 'lanes' | 'episodes'> = {
  seed: 7,
  model,
  baseline: linearFeatureBaseline(4),
  discount: 0.99,
  fisherStride: 3,
  stateWeighting: 'undiscounted',
  bootstrap: 'baseline',
  gaeLambda: 0.95,
}

/** What three iterations give: the last state and the records without timings. Disposes of the shards. */
export async function trained(
  shards: readonly Shard[],
  episodes: Episodes = SMALL.episodes,
): Promise<{ readonly state: TrainingState; readonly records: readonly Omit<IterationRecord, 'timings'>[] }> {
  const trainer = createTrainer({
    seed: 7,
    model,
    baseline: settings.baseline,
    shards,
    episodes,
    update: trustRegionUpdate(trustRegionDefaults),
    standardizeAdvantages: true,
    normalizeObservations: true,
  })
  try {
    let state = trainer.init()
    const records = []
    for (let i = 0; i < 3; i++) {
      const [next, { timings: _timings, ...record }] = await trainer.step(state)
      state = next
      records.push(record)
    }
    return { state, records }
  } finally {
    await trainer.dispose()
  }
}

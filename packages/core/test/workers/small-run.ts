import {
  createTrainer,
  inProcessShard,
  linearFeatureBaseline,
  localParts,
  type RunParts,
  type Shard,
  type ShardFactory,
  type TrainingRecord,
  type TrainingState,
} from '@trpo/core'
import { cartPole, type Environment, lanesOf, timeLimit } from '@trpo/envs'
import { gaussianMlp, type PolicyModel } from '@trpo/policies'
import type { Episodes, Quota } from '@trpo/samplers'
import { stepped } from '../stepped.ts'

/** What the shards of a small run on cart-pole are built from: plain data. */
export interface SmallRun {
  readonly quota: Quota
  readonly lanes: number
  readonly episodes: Episodes
  /** What happens in which shards, once; @default nothing */
  readonly mishap?: Mishap
}

/** Something that goes wrong in an environment. */
export interface Mishap {
  /** The file that is there once it has happened so that it does not happen again; @default it happens each time */
  readonly marker?: string
  readonly what: 'exit' | 'memory' | 'reject' | 'not finite' | 'throw'
  /** Steps of one environment before it happens. */
  readonly after: number
}

export const SMALL: SmallRun = { quota: { kind: 'steps', steps: 1003 }, lanes: 14, episodes: 'continue' }

export const model: PolicyModel = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3] })

/** The parts of a small run. */
export function partsOf({ quota, lanes, episodes }: SmallRun): RunParts {
  return localParts(
    {
      seed: 7,
      model,
      baseline: linearFeatureBaseline(4),
      quota,
      lanes,
      episodes,
      fisherStride: 3,
      bootstrap: 'baseline',
      gaeLambda: 0.95,
      normalizeObservations: true,
    },
    createEnvironment().spec,
  )
}

/** The shard of a small run, with environments of `create`. */
export function smallShard(create: () => Environment): ShardFactory<SmallRun> {
  return (config, groups) => inProcessShard(partsOf(config), (n) => lanesOf(create, n), groups)
}

export const createEnvironment = (): Environment => timeLimit(cartPole(), 50)

/** What three iterations give: the last state and the records without timings. Disposes of the shards. */
export async function trained(
  shards: readonly Shard[],
  config: Partial<SmallRun> = {},
): Promise<{ readonly state: TrainingState; readonly records: readonly Omit<TrainingRecord, 'timings'>[] }> {
  return stepped(createTrainer(partsOf({ ...SMALL, ...config }), shards), 3)
}

import { inProcessShard, type ShardFactory } from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { run } from './train.ts'

/** What a worker is told: the seed alone, as a config that crosses threads. */
export interface PageConfig {
  readonly seed: number
}

export const createShard: ShardFactory<PageConfig> = ({ seed }, groups) =>
  inProcessShard(
    {
      seed,
      model: run.model,
      baseline: run.baseline,
      quota: { kind: 'steps', steps: run.steps },
      lanes: run.lanes,
      episodes: 'continue',
      discount: 0.99,
      fisherStride: 10,
      stateWeighting: 'undiscounted',
      bootstrap: 'baseline',
      gaeLambda: 0.95,
    },
    (count) => lanesOf(cartPole, count),
    groups,
  )

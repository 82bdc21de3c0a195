import type { Shard, TrainerOptions, Training, TrainingProgress } from '@trpo/core'
import type { Lanes } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import type { GroupRange } from '@trpo/samplers'
import type { Amount } from '../sampler/amount.ts'
import type { MemoryNeed } from '../sampler/memory-need.ts'

/** The parts of a run that a config describes, whatever trains: what its trainer and all its shards are made of. */
export interface BuiltRun {
  /** What acts. */
  readonly policy: PolicyModel
  /** Environments stepped together. */
  readonly lanes: number
  /** What samples, in a few words. */
  readonly sampling: string
  /** What it samples in an iteration. */
  readonly amount: Amount
  /** How a step is made of that, such as `TRPO, delta 0.01, discount 0.99, Monte Carlo, baseline zero`. */
  readonly step: string
  /** What may need much memory. */
  readonly memory: readonly MemoryNeed[]
  /** The training over shards that were built of the same parts; over none, one that cannot step, but knows states and policies. */
  training(shards: readonly Shard[], options?: TrainerOptions): Training<TrainingProgress>
  /** The shard of some lane groups, by default of all, in this thread. It disposes of the lanes. */
  shard(createLanes: (count: number) => Lanes, groups?: GroupRange): Shard
}

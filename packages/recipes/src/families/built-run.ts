import type { Shard, TrainerOptions, Training, TrainingProgress } from '@trpo/core'
import type { Lanes } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import type { GroupRange } from '@trpo/samplers'
import type { Amount } from '../sampler/amount.ts'
import type { MemoryNeed } from '../sampler/memory-need.ts'

/** The run that a config describes, whatever the method. Its trainer and all its shards are made from it. */
export interface BuiltRun {
  /** The model of the policy that acts. */
  readonly policy: PolicyModel
  /** The number of environments that are stepped together. */
  readonly lanes: number
  /** The name of the sampling procedure, in a few words. */
  readonly sampling: string
  /** How much it samples in an iteration. */
  readonly amount: Amount
  /** How a step is made of the samples, such as `TRPO, delta 0.01, discount 0.99, Monte Carlo, baseline zero`. */
  readonly step: string
  /**
   * How policies are evaluated during training, in words.
   * @default they are not
   */
  readonly evaluation?: string
  /** The parts of the run that may need much memory. */
  readonly memory: readonly MemoryNeed[]
  /** The training over shards that were built from this run. Over no shards it cannot step, but knows states and policies. */
  training(shards: readonly Shard[], options?: TrainerOptions): Training<TrainingProgress>
  /** Builds the shard of some lane groups, by default of all, in this thread. It disposes of the lanes. */
  shard(createLanes: (count: number) => Lanes, groups?: GroupRange): Shard
}

import type { Estimator } from '@trpo/core'
import type { EnvironmentSpec } from '@trpo/envs'
import type { Batch } from '@trpo/samplers'
import type { Kind, Loaded } from '../kinds/kind.ts'
import type { Amount } from '../sampler/amount.ts'
import type { MemoryNeed } from '../sampler/memory-need.ts'

/** What an estimator is built for. */
export interface EstimatorNeeds {
  /** What is known of the environment. */
  readonly spec: EnvironmentSpec
  /** The lanes of the run. */
  readonly lanes: number
}

/** A kind of estimator. */
export interface EstimatorKind<C, B extends Batch> extends Kind<C, EstimatorNeeds, Loaded<Estimator<B>>> {
  /**
   * The memory that it needs besides the samples, for an iteration that takes so many of them.
   * @default little
   */
  memory?(
    config: C,
    needs: Pick<EstimatorNeeds, 'spec'>,
    amount: Pick<Amount, 'samples' | 'origin'>,
  ): Loaded<readonly MemoryNeed[]>
}

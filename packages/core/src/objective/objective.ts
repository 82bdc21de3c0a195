import type { Policy } from '@trpo/policies'
import type { Batch, PartSettings, SamplingPolicy } from '@trpo/samplers'
import type { AnyPass } from '../passes/pass.ts'
import type { Measures, Numbers } from '../records/measure.ts'
import type { Shards } from '../shard/shards.ts'
import type { TrustRegionProblem } from '../update/trust-region-problem.ts'

/** The problem of one batch, and what the record of the iteration says of it. */
export interface ObjectiveProblem<P extends TrustRegionProblem = TrustRegionProblem> {
  /** The problem that the update rule is given. */
  readonly problem: P
  /** Numbers for the record, such as the entropy of the policy that sampled. */
  readonly numbers: Numbers
  /** The KL, in nats, that the constraint measures between the policy that sampled and this one, whose normaliser may differ. */
  divergence(policy: SamplingPolicy): Promise<number>
}

/**
 * What is maximised, in which metric, under which constraint (Eq 14), as functions of the samples that an estimator has
 * completed.
 *
 * @typeParam P the problem that update rules are given
 */
export interface Objective<B extends Batch, P extends TrustRegionProblem = TrustRegionProblem> {
  /** Its name in screens and reports. */
  readonly name: string
  /**
   * The settings that it was made with.
   * @default no settings
   */
  readonly settings?: PartSettings
  /** The passes that it runs. */
  readonly passes: readonly AnyPass<B>[]
  /** The columns that it reads, which the estimator fills. */
  readonly reads: readonly string[]
  /** The meaning of the numbers that it gives. */
  readonly measures: Measures
  /** The problem of the present batch around the policy that sampled it. */
  problem(shards: Shards<B>, policy: Policy): Promise<ObjectiveProblem<P>>
}

import type { Lanes, ReportedScalars } from '@trpo/envs'
import { listed } from '@trpo/math/messages'
import type { PolicyModel } from '@trpo/policies'
import type { Batch, PathBatch, SamplingProcedure } from '@trpo/samplers'
import type { Estimator } from '../estimators/estimator.ts'
import type { Objective } from '../objective/objective.ts'
import { observationStatisticsPass } from '../passes/observation-statistics.ts'
import { type ActionBox, outsideBoundsPass } from '../passes/outside-bounds.ts'
import type { AnyPass } from '../passes/pass.ts'
import type { TrustRegionProblem } from '../update/trust-region-problem.ts'
import type { UpdateRule } from '../update/update-rule.ts'

/** The parts of a run, whatever its update rule asks of problems: what shards are built from. */
export interface AnyRunParts<B extends Batch = PathBatch, L extends Lanes = Lanes> {
  /** Seed of the run, a whole number from 0 to 2^53 - 1. */
  readonly seed: number
  /** The network and the distribution of the policy. */
  readonly policy: PolicyModel
  /**
   * Whether the policy sees (o - mean) / std of the observations so far, updated between iterations. It is refused where
   * observations are bytes.
   */
  readonly normalizeObservations: boolean
  /**
   * The bounds within which the entries of actions should lie. Records then tell which part of the drawn ones does not.
   * @default records do not tell
   */
  readonly actionBounds?: ActionBox | undefined
  /**
   * What the steps of the environment report, its `spec.info`: records then have means of it.
   * @default nothing
   */
  readonly info?: ReportedScalars | undefined
  /** What samples, such as `singlePath({ quota, lanes })`. */
  readonly sampling: SamplingProcedure<B, L>
  /** What turns rewards into advantages, such as `monteCarlo({ baseline })`. */
  readonly estimator: Estimator<B>
  /** What is maximised, and what bounds the step. */
  readonly objective: Objective<B>
  /** What makes a step of some kind of problem. */
  readonly update: UpdateRule<never>
}

/**
 * The parts of a run: ONE value that a trainer and all its shards are built from, so that they cannot disagree. Each method
 * of the paper exchanges one of the parts. Sampling, estimator and objective share the type of the batch, objective and update that
 * of the problem, so parts that do not fit do not compile.
 *
 * @typeParam P the problem; only a rule that asks for more than a `TrustRegionProblem` needs it named, such as `maxKlUpdate()`
 */
export interface RunParts<
  B extends Batch = PathBatch,
  L extends Lanes = Lanes,
  P extends TrustRegionProblem = TrustRegionProblem,
> extends AnyRunParts<B, L> {
  /** What is maximised and what bounds the step, such as `sampledObjective()`. */
  readonly objective: Objective<B, P>
  /** What makes a step, such as `trustRegionUpdate()`. */
  readonly update: UpdateRule<P>
}

/**
 * Every pass that the shards of a run must know. Throws an Error when two have the same name, or a column that the objective
 * reads is filled by none of them.
 */
export function passesOf<B extends Batch>({
  estimator,
  objective,
  actionBounds,
}: Pick<AnyRunParts<B, never>, 'estimator' | 'objective' | 'actionBounds'>): readonly AnyPass<B>[] {
  const passes: readonly AnyPass<B>[] = [
    observationStatisticsPass,
    ...(actionBounds === undefined ? [] : [outsideBoundsPass(actionBounds)]),
    ...estimator.passes,
    ...objective.passes,
  ]
  const names = passes.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Error(`two passes of the run are called ${twice}; give each a name of its own`)
  const filled = passes.flatMap(({ fills }) => fills ?? [])
  const missing = objective.reads.find((column) => !filled.includes(column))
  if (missing !== undefined)
    throw new Error(
      `the objective reads the column ${missing}, and the estimator ${estimator.name} fills ${listed(filled)}; take an estimator that fits`,
    )
  return passes
}

import type { MaybePromise } from '@trpo/linalg'
import type { PartSettings } from '@trpo/samplers'
import type { Measures, Numbers } from '../records/measure.ts'
import type { TrustRegionProblem } from './trust-region-problem.ts'

/** What a step did. */
export interface StepResult {
  /** How it ended. `accepted` stands for parameters that changed; any other text names why they did not. */
  readonly status: string
  /** The new parameters, [p]; the problem's own theta, bit for bit, on any status but `accepted`. */
  readonly theta: Float64Array
  /** Numbers of the rule's own, NaN for those that were not reached. They stand in the record of the iteration. */
  readonly numbers: Numbers
}

/**
 * What makes a step of a problem: the part that natural gradient and plain gradient exchange. Numerical outcomes are
 * statuses; only misuse throws.
 *
 * @typeParam P what it asks of problems: a rule that asks for more than an objective gives does not compile with it
 */
export interface UpdateRule<P extends TrustRegionProblem = TrustRegionProblem> {
  /** What it is called, such as `trust region`. */
  readonly name: string
  /**
   * What it was made with.
   * @default nothing
   */
  readonly settings?: PartSettings
  /** What screens say that trains, such as `TRPO, delta 0.01`. */
  readonly summary: string
  /** The meaning of its numbers. */
  readonly measures: Measures
  /** A step from the problem's theta. */
  readonly step: (problem: P) => MaybePromise<StepResult>
}

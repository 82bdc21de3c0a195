import type { MaybePromise } from '@trpo/linalg'
import type { PartSettings } from '@trpo/samplers'
import type { Measures, Numbers } from '../records/measure.ts'
import type { TrustRegionProblem } from './trust-region-problem.ts'

/** How a step of an update rule ended, and the parameters that it came to. */
export interface StepResult {
  /** How it ended. `accepted` stands for parameters that changed; any other text names why they did not. */
  readonly status: string
  /** The new parameters, [p]; the problem's own theta, bit for bit, on any status but `accepted`. */
  readonly theta: Float64Array
  /** The rule's own numbers for the record of the iteration; those that were not reached are NaN. */
  readonly numbers: Numbers
}

/** What a rule is told beside the problem. */
export interface StepContext {
  /** The iteration, from 0, for rules with a schedule. */
  readonly iteration: number
  /**
   * How far the advantages can be trusted, at most 1 and perhaps below 0: the explained variance of a value network.
   * @default the estimator says nothing of it
   */
  readonly trust?: number | undefined
}

/** The context of a problem on its own: of a first iteration, with advantages that are trusted. */
export const ALONE: StepContext = { iteration: 0, trust: 1 }

/**
 * A rule that makes a step from a problem: the part that natural gradient and plain gradient exchange. Numerical outcomes are
 * statuses; only misuse throws.
 *
 * @typeParam P the problem that it needs: a rule that needs more than an objective gives does not compile with it
 */
export interface UpdateRule<P extends TrustRegionProblem = TrustRegionProblem> {
  /** Its name, such as `trust region`. */
  readonly name: string
  /**
   * The settings that it was made with.
   * @default no settings
   */
  readonly settings?: PartSettings
  /** What screens call the method, such as `TRPO, delta 0.01`. */
  readonly summary: string
  /** The meaning of its numbers. */
  readonly measures: Measures
  /**
   * Makes one step from the problem's theta.
   *
   * @param context @default `ALONE`
   */
  readonly step: (problem: P, context?: StepContext) => MaybePromise<StepResult>
}

import type { StepStatus } from '../step/step-result.ts'

/**
 * Returns and lengths of the episodes that ended by themselves or at their time limit, whole episodes, whatever iterations
 * they ran in; cut ones are counted only.
 */
export interface EpisodeMetrics {
  /** Segments of the batch, `terminated`, `truncated` and `cut` together. */
  readonly count: number
  /** Episodes that the environment ended. */
  readonly terminated: number
  /** Episodes that reached their time limit. */
  readonly truncated: number
  /** Segments that the end of the batch cut short. */
  readonly cut: number
  /** Mean undiscounted return; null, like the four below, when no episode ended. */
  readonly meanReturn: number | null
  /** Standard deviation of the undiscounted returns, that of the population. */
  readonly stdReturn: number | null
  /** The smallest undiscounted return. */
  readonly minReturn: number | null
  /** The largest undiscounted return. */
  readonly maxReturn: number | null
  /** Mean number of steps. */
  readonly meanLength: number | null
}

/** What the update did. null stands for a number that was not reached. */
export interface UpdateMetrics {
  /** How the step ended. */
  readonly status: StepStatus
  /** L(theta_old). */
  readonly surrogateBefore: number
  /** L at the accepted trial, or at the last one. */
  readonly surrogateAfter: number | null
  /** g's, the improvement a linear L would give for the full step s. */
  readonly expectedImprovement: number | null
  /** Mean KL(old || new) in nats, of the accepted or the last trial. */
  readonly kl: number | null
  /** |g|_2. */
  readonly gradientNorm: number | null
  /** |s|_2 of the step taken (accepted) or of the full step. */
  readonly stepNorm: number | null
  /** How often the full step was shrunk. */
  readonly backtracks: number
  /** Fisher products that conjugate gradient made. */
  readonly products: number
  /** |r| / |g| at the end of conjugate gradient. */
  readonly residual: number | null
  /** Mean KL from the sampling policy to the next one with its updated normaliser: `kl` plus what the normaliser adds. null without a normaliser. */
  readonly klWithNormalizer: number | null
}

/** Seconds; kept apart from the numbers that a seed determines. */
export interface Timings {
  /** Stepping the environments with the policy. */
  readonly sample: number
  /** Returns, baseline and advantages. */
  readonly estimate: number
  /** The gradient of L. */
  readonly gradient: number
  /** Fisher products. */
  readonly fisher: number
  /** L and KL at the trials of the line search. */
  readonly evaluate: number
  /** The whole iteration. */
  readonly total: number
}

/** One iteration, as it goes into metrics.jsonl: plain JSON. Equal seeds and settings give equal records but for `timings`. */
export interface IterationRecord {
  /** From 1. The returns are those of the policy before this iteration's update. */
  readonly iteration: number
  /** Steps of this iteration. */
  readonly steps: number
  /** Steps of all iterations so far, this one included. */
  readonly totalSteps: number
  /** Mean reward of a step. */
  readonly meanReward: number
  /** Returns and lengths of the episodes. */
  readonly episodes: EpisodeMetrics
  /** Mean entropy of the sampling policy over the batch in nats; null when the update took no gradient. */
  readonly entropy: number | null
  /** Mean of the advantages, before they are standardised. */
  readonly advantageMean: number
  /** Standard deviation of the advantages, before they are standardised. */
  readonly advantageStd: number
  /** 1 - var(returns - baseline) / var(returns): how much of the returns the baseline explains. null when returns do not vary. */
  readonly explainedVariance: number | null
  /** What the update did. */
  readonly update: UpdateMetrics
  /** How long each part took. */
  readonly timings: Timings
}

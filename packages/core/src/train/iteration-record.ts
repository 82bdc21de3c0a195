import type { StepStatus } from '../step/step-result.ts'

/** Returns and lengths of the episodes that ended by themselves or at their time limit; cut ones are counted only. */
export interface EpisodeMetrics {
  readonly count: number
  readonly terminated: number
  readonly truncated: number
  readonly cut: number
  /** Undiscounted; null when no episode ended. The standard deviation is that of the population. */
  readonly meanReturn: number | null
  readonly stdReturn: number | null
  readonly minReturn: number | null
  readonly maxReturn: number | null
  readonly meanLength: number | null
}

/** What the update did. null stands for a number that was not reached. */
export interface UpdateMetrics {
  readonly status: StepStatus
  readonly surrogateBefore: number
  readonly surrogateAfter: number | null
  readonly expectedImprovement: number | null
  /** Mean KL(old || new) in nats, of the accepted or the last trial. */
  readonly kl: number | null
  readonly gradientNorm: number | null
  readonly stepNorm: number | null
  readonly backtracks: number
  readonly products: number
  readonly residual: number | null
  /** Mean KL from the sampling policy to the next one with its updated normaliser: `kl` plus what the normaliser adds. null without a normaliser. */
  readonly klWithNormalizer: number | null
}

/** Seconds; kept apart from the numbers that a seed determines. */
export interface Timings {
  readonly sample: number
  readonly estimate: number
  readonly gradient: number
  readonly fisher: number
  readonly evaluate: number
  readonly total: number
}

/** One iteration, as it goes into metrics.jsonl: plain JSON. Equal seeds and settings give equal records but for `timings`. */
export interface IterationRecord {
  /** From 1. The returns are those of the policy before this iteration's update. */
  readonly iteration: number
  /** Steps of this iteration, and of all so far. */
  readonly steps: number
  readonly totalSteps: number
  readonly meanReward: number
  readonly episodes: EpisodeMetrics
  /** Mean entropy of the sampling policy over the batch in nats; null when the update took no gradient. */
  readonly entropy: number | null
  readonly advantageMean: number
  readonly advantageStd: number
  /** 1 - var(advantages) / var(returns): how much of the returns the baseline explains. null when returns do not vary. */
  readonly explainedVariance: number | null
  readonly update: UpdateMetrics
  readonly timings: Timings
}

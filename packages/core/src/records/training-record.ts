/**
 * Returns and lengths of the episodes that ended by themselves or at their time limit. They cover whole episodes, whatever
 * iterations those ran in; episodes that were cut are only counted.
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

/** What an update did: how it ended, and numbers of its own, of which null stands for those that were not reached. */
export interface UpdateRecord {
  /** How the step ended; `accepted` when the parameters changed. */
  readonly status: string
  /** A number of the update rule's, by the name that its measures have. */
  readonly [measure: string]: number | string | null
}

/** Seconds by part of an iteration; kept apart from the numbers that a seed determines. */
export interface Timings {
  /** The whole iteration. */
  readonly total: number
  /** A part of it, such as `sample`. */
  readonly [part: string]: number
}

/** The best that the evaluation of an iteration found, by mean return. */
export interface EvaluationRecord {
  /** Mean undiscounted return of its episodes. */
  readonly meanReturn: number
  /** Whose return it is: that of the last policy, after this iteration's update, or of the average of its parameters. */
  readonly policy: 'last' | 'average'
  /** How its actions were chosen: drawn, or the most likely ones. */
  readonly actions: 'sample' | 'mode'
}

/**
 * One iteration, as it goes into metrics.jsonl as plain JSON. Equal seeds and settings give equal records, except for
 * `timings`. Beside these fields stand the training's own numbers, described by its `measures`; `numberIn` reads them.
 */
export interface TrainingRecord {
  /** From 1. The returns are those of the policy before this iteration's update. */
  readonly iteration: number
  /** Environment steps of this iteration. */
  readonly steps: number
  /** Environment steps of all iterations so far, this one included. */
  readonly totalSteps: number
  /** Mean reward of a step. */
  readonly meanReward: number
  /** Returns and lengths of the episodes. */
  readonly episodes: EpisodeMetrics
  /** What the update did. */
  readonly update: UpdateRecord
  /**
   * What the evaluation after the update found. Its numbers stand beside it, by the names that the measures have.
   * @default the iteration was not evaluated
   */
  readonly evaluation?: EvaluationRecord
  /** How long each part took. */
  readonly timings: Timings
}

/** The number of that name in a record, of its update first; null where it has none. */
export function numberIn(record: TrainingRecord, measure: string): number | null {
  const value: unknown = record.update[measure] ?? Reflect.get(record, measure)
  return typeof value === 'number' ? value : null
}

/**
 * Whether a record has a number of that name, known or not. Numbers that are there only every so many iterations, such as those of
 * evaluations, are left out of the records in between.
 */
export function hasNumber(record: TrainingRecord, measure: string): boolean {
  return Object.hasOwn(record.update, measure) || Object.hasOwn(record, measure)
}

import type { SegmentEnd } from '../path-batch.ts'

/** How actions are chosen: `sample` draws them from the policy, `mode` takes the most likely one. */
export type ActionChoice = 'sample' | 'mode'

/** One episode of an evaluation. */
export interface PlayedEpisode {
  /** Sum of its rewards, undiscounted. */
  readonly return: number
  /** Its steps, at least 1. */
  readonly length: number
  /** How it ended; `cut` where it was given up after `maxSteps`. */
  readonly end: SegmentEnd
}

/** Mean, standard deviation (that of the population) and extremes of some numbers. */
export interface Spread {
  /** Their mean. */
  readonly mean: number
  /** Their standard deviation, the root of the mean squared deviation. */
  readonly std: number
  /** The least of them. */
  readonly min: number
  /** The greatest of them. */
  readonly max: number
}

/** What the episodes of an evaluation came to. */
export interface PolicyEvaluation {
  /** How actions were chosen. */
  readonly choice: ActionChoice
  /** The episodes, in their order. */
  readonly episodes: readonly PlayedEpisode[]
  /** Environment steps of all of them. */
  readonly steps: number
  /** Their undiscounted returns. */
  readonly returns: Spread
  /** Their lengths in steps. */
  readonly lengths: Spread
  /** How many of them ended in each way. */
  readonly ends: Readonly<Record<SegmentEnd, number>>
}

/** Sums up the episodes of an evaluation, of which there is at least one. */
export function summarizeEpisodes(choice: ActionChoice, episodes: readonly PlayedEpisode[]): PolicyEvaluation {
  const count = (end: SegmentEnd) => episodes.filter((episode) => episode.end === end).length
  return {
    choice,
    episodes,
    steps: episodes.reduce((sum, { length }) => sum + length, 0),
    returns: spreadOf(episodes.map((episode) => episode.return)),
    lengths: spreadOf(episodes.map(({ length }) => length)),
    ends: { terminated: count('terminated'), truncated: count('truncated'), cut: count('cut') },
  }
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length
  // Math.min(...values) would overflow the stack with so many arguments.
  const min = values.reduce((a, b) => Math.min(a, b))
  const max = values.reduce((a, b) => Math.max(a, b))
  return { mean, std: Math.sqrt(variance), min, max }
}

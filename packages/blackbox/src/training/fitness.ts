import type { EpisodeSummary } from '@trpo/samplers'
import { FAILED } from '../search/ranking.ts'
import { type CandidateEvaluation, candidateOf } from './evaluation.ts'

/**
 * The fitness of every candidate, [K]: the mean return of its episodes, added in the order of their paths. It is -Infinity for a
 * candidate with an episode that failed, or with returns that add up to no finite number.
 */
export function fitnessOf(
  played: readonly EpisodeSummary[],
  candidates: number,
  evaluation: Pick<CandidateEvaluation, 'episodes'>,
): Float64Array {
  const sums = new Float64Array(candidates)
  for (const { path, return: sum } of [...played].sort((a, b) => a.path - b.path))
    sums[candidateOf(path, evaluation)] += sum
  return sums.map((sum) => (Number.isFinite(sum) ? sum / evaluation.episodes : FAILED))
}

/** The greatest, the least and the middle of some numbers. */
export function rangeOf(values: Float64Array): {
  readonly best: number
  readonly median: number
  readonly worst: number
} {
  const sorted = values.slice().sort()
  const middle = sorted.length >> 1
  return {
    best: sorted[sorted.length - 1],
    median: sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
    worst: sorted[0],
  }
}

import type { EpisodeSummary } from '@trpo/samplers'
import type { TrainingState } from '../checkpoint/training-state.ts'
import { type Numbers, recorded } from '../records/measure.ts'
import type { TrainingRecord } from '../records/training-record.ts'
import { episodeMetrics } from './episode-metrics.ts'

/** The record of an iteration without its update. */
export function iterationRecord(
  { iteration, steps: totalSteps }: TrainingState,
  steps: number,
  episodes: readonly EpisodeSummary[],
  numbers: Numbers,
): Omit<TrainingRecord, 'update' | 'timings'> {
  return {
    iteration,
    steps,
    totalSteps,
    meanReward:
      episodes.reduce((sum, { reward }) => sum + reward, 0) / episodes.reduce((sum, episode) => sum + episode.steps, 0),
    episodes: episodeMetrics(episodes),
    ...recorded(numbers),
  }
}

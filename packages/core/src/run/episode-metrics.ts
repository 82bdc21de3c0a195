import type { EpisodeSummary } from '@trpo/samplers'
import { momentsOf } from '../passes/moments.ts'
import type { EpisodeMetrics } from '../records/training-record.ts'

/** Summarises the segments of a batch, which must be in lane order. */
export function episodeMetrics(episodes: readonly EpisodeSummary[]): EpisodeMetrics {
  const ended = episodes.filter((episode) => episode.end !== 'cut')
  const returns = Float64Array.from(ended, (episode) => episode.return)
  const lengths = Float64Array.from(ended, (episode) => episode.length)
  const { mean, m2, count } = momentsOf(returns, 0, returns.length)
  const known = count > 0
  return {
    count: episodes.length,
    terminated: episodes.filter((episode) => episode.end === 'terminated').length,
    truncated: episodes.filter((episode) => episode.end === 'truncated').length,
    cut: episodes.length - ended.length,
    meanReturn: known ? mean : null,
    stdReturn: known ? Math.sqrt(m2 / count) : null,
    minReturn: known ? returns.reduce((a, b) => Math.min(a, b)) : null,
    maxReturn: known ? returns.reduce((a, b) => Math.max(a, b)) : null,
    meanLength: known ? momentsOf(lengths, 0, count).mean : null,
  }
}

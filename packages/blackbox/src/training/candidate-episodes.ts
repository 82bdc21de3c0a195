import type { EpisodeSummary, LanePlan } from '@trpo/samplers'
import { FAILED } from '../search/ranking.ts'

/** The books of the episodes that some lanes play: the return of each, and how it ended. */
export interface CandidateEpisodes {
  /** Forgets the episodes of the last iteration. */
  begin(): void
  /** Starts an episode in a lane. */
  start(lane: number): void
  /** Adds the reward of a step. Whether the return is still finite. */
  add(lane: number, reward: number): boolean
  /** Writes down the episode of a lane, whose last step was counted by `add` but not by the plan. */
  end(lane: number, end: EpisodeSummary['end']): void
  /** Writes down an episode of that many steps whose candidate failed: its reward and its return are -Infinity. */
  fail(lane: number, steps: number): void
  /** The episodes so far, by lane and path. */
  played(): readonly EpisodeSummary[]
}

/** Empty books of `count` lanes, of which the first is lane `firstLane` of the run. */
export function candidateEpisodes(
  plan: Pick<LanePlan, 'path' | 'step'>,
  firstLane: number,
  count: number,
): CandidateEpisodes {
  const returns = new Float64Array(count)
  const episodes: EpisodeSummary[] = []
  const write = (lane: number, steps: number, sum: number, end: EpisodeSummary['end']): void => {
    const path = plan.path(lane)
    episodes.push({ lane: firstLane + lane, path, steps, reward: sum, length: steps, return: sum, end })
  }
  return {
    begin() {
      episodes.length = 0
    },
    start(lane) {
      returns[lane] = 0
    },
    add(lane, reward) {
      returns[lane] += reward
      return Number.isFinite(returns[lane])
    },
    end: (lane, end) => write(lane, plan.step(lane) + 1, returns[lane], end),
    fail: (lane, steps) => write(lane, steps, FAILED, 'truncated'),
    played: () => episodes.toSorted((a, b) => a.lane - b.lane || a.path - b.path),
  }
}

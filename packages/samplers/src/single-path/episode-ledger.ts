import type { ObservationArray } from '@trpo/networks'
import { copyOfOpenEpisode, type OpenEpisode, sameOpenEpisode } from '../open-episode.ts'
import type { PathBatch, Segment } from '../path-batch.ts'

/** What the present episode of each lane has been so far, over the iterations that it has run in. */
export interface EpisodeLedger {
  /** Steps of each lane's present episode, [lanes]. */
  readonly steps: Int32Array
  /** Sum of its rewards, in their order, [lanes]. */
  readonly returns: Float64Array
  /** The open episodes in whose states the lanes stand, in lane order: what the last batch left unfinished. */
  readonly open: readonly OpenEpisode[]
  /** Whether the lane stands in exactly the state that this episode was left in. */
  stands(lane: number, episode: OpenEpisode): boolean
  /** Notes that the lanes are about to move: they stand in no known state until `leaveOpen`. */
  moveOn(): void
  /** Notes that the lane was reset in an iteration, after so many of its steps. */
  begin(lane: number, iteration: number, step: number): void
  /** Whether the lane's present episode is its first one of the run. */
  isFirst(lane: number): boolean
  /**
   * Notes that the lane is in the state of this episode, `steps` steps after its reset, and that `returns` is its return so
   * far.
   */
  resume(lane: number, episode: OpenEpisode, steps: number): void
  /** Counts a step of the lane, with its reward. */
  count(lane: number, reward: number): void
  /** What the present episode continues, where an earlier iteration began it. */
  resumed(lane: number): OpenEpisode | undefined
  /** Steps that the lane had taken in the present iteration when its episode was reset, where it continues none. */
  resetAt(lane: number): number
  /** What came before the lane's rows in the present batch. */
  before(lane: number): Pick<Segment, 'start' | 'returnBefore'>
  /** Notes that the lanes stay where the segments of the batch were cut. `observed`, [lanes, o], is what they show there. */
  leaveOpen(batch: PathBatch, iteration: number, observed: ObservationArray): void
}

/** @param firstLane number of lane 0 among those of the whole run */
export function episodeLedger(lanes: number, firstLane: number): EpisodeLedger {
  const steps = new Int32Array(lanes)
  const returns = new Float64Array(lanes)
  const stepsBefore = new Int32Array(lanes)
  const returnsBefore = new Float64Array(lanes)
  /** Steps of the lane in the iteration when its episode was reset, where `resumed` has none. */
  const resetAt = new Int32Array(lanes)
  const first = new Uint8Array(lanes)
  /** What the present episode continues, where an earlier iteration began it. */
  const resumed: (OpenEpisode | undefined)[] = Array.from({ length: lanes }, () => undefined)
  let open: readonly OpenEpisode[] = []
  /** These are copies: somebody may have written to what was handed out, and a lane must not be taken to stand there. */
  const standing = new Map<number, OpenEpisode>()

  const setBefore = (lane: number) => {
    stepsBefore[lane] = steps[lane]
    returnsBefore[lane] = returns[lane]
  }

  return {
    steps,
    returns,
    get open() {
      return open
    },
    stands(lane, episode) {
      const own = standing.get(lane)
      return own !== undefined && sameOpenEpisode(own, episode)
    },
    moveOn() {
      open = []
      standing.clear()
    },
    begin(lane, iteration, step) {
      resumed[lane] = undefined
      first[lane] = iteration === 0 && step === 0 ? 1 : 0
      resetAt[lane] = step
      steps[lane] = 0
      returns[lane] = 0
      setBefore(lane)
    },
    isFirst: (lane) => first[lane] !== 0,
    resume(lane, episode, stepsSoFar) {
      resumed[lane] = episode
      first[lane] = episode.iteration === 0 && episode.step === 0 ? 1 : 0
      steps[lane] = stepsSoFar
      setBefore(lane)
    },
    count(lane, reward) {
      steps[lane]++
      returns[lane] += reward
    },
    resumed: (lane) => resumed[lane],
    resetAt: (lane) => resetAt[lane],
    before: (lane) => ({ start: stepsBefore[lane], returnBefore: returnsBefore[lane] }),
    leaveOpen({ segments, actions, actionSize, observationSize }, iteration, observed) {
      const left: OpenEpisode[] = []
      for (const { lane, offset, length, end } of segments) {
        if (end !== 'cut') continue
        const own = lane - firstLane
        const added = actions.subarray(offset * actionSize, (offset + length) * actionSize)
        const from = resumed[own]
        const episode: OpenEpisode = {
          lane,
          iteration: from?.iteration ?? iteration,
          step: from?.step ?? resetAt[own],
          actions: from === undefined ? added.slice() : joined(from.actions, added),
          observation: Float64Array.from(observed.subarray(own * observationSize, (own + 1) * observationSize)),
          return: returns[own],
        }
        left.push(episode)
        standing.set(own, copyOfOpenEpisode(episode))
      }
      open = left
    },
  }
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

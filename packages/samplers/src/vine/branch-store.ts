import type { ObservationArray } from '@trpo/networks'
import type { Segment, SegmentEnd } from '../path-batch.ts'

/** The start of a rollout, as its segment states it. */
export interface BranchStart {
  /** The lane of its trunk, counted over all shards. */
  readonly lane: number
  /** The episode of the trunk that it branches off, as the trunk's segments number it. */
  readonly path: number
  /** The number of steps of that episode before the branch. */
  readonly time: number
  /** The sum of the rewards of these steps. */
  readonly returnBefore: number
}

/** Room for the rewards and the ends of a number of rollouts. It is made once and reused by every iteration. */
export interface BranchStore {
  /** The rewards, each rollout from its segment's offset on. */
  readonly rewards: Float64Array
  /** Forgets the last batch. */
  clear(): void
  /** Adds a step to a rollout; returns how many it has now. */
  add(branch: number, reward: number): number
  /** Ends a rollout. */
  close(branch: number, start: BranchStart, end: SegmentEnd, lastObservation: ObservationArray): void
  /** The rollouts in their order; all have ended. */
  segments(): readonly Segment[]
}

/**
 * @param branches the number of rollouts of an iteration
 * @param steps the most steps of one
 */
export function branchStore(branches: number, steps: number): BranchStore {
  const rewards = new Float64Array(branches * steps)
  const lengths = new Int32Array(branches)
  let ended: Segment[] = []
  return {
    rewards,
    clear() {
      lengths.fill(0)
      ended = []
    },
    add(branch, reward) {
      rewards[branch * steps + lengths[branch]] = reward
      lengths[branch] += 1
      return lengths[branch]
    },
    close(branch, { lane, path, time: start, returnBefore }, end, lastObservation) {
      const [offset, length] = [branch * steps, lengths[branch]]
      ended[branch] = { lane, path, offset, length, start, returnBefore, end, lastObservation }
    },
    segments: () => ended,
  }
}

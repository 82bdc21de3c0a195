import type { BoxType } from '@trpo/envs'
import type { ObservationArray } from '@trpo/networks'
import { arrayOf } from '../stored-type.ts'
import { copyRow } from './copy-row.ts'

/**
 * What a row is to the rows before it: the lane's `first` one of the batch, whose episode may have begun earlier; one with which
 * an episode `begins`; or one that `goes on` from the row before it.
 */
type RowKind = 'first' | 'begins' | 'goes on'

/** The frames of some lanes, each stored once, and the frames of every row's stack. */
export interface FrameStore {
  /** The frames, [frames, f], a region for each lane. */
  readonly frames: ObservationArray
  /** The frames of each row, the oldest first, [rows, k]: indices of frames. */
  readonly stacks: Int32Array
  /** Forgets the last batch. */
  clear(): void
  /** Stores the observation of the lane's next row, which is row `from` of `observations` [n, k f], as row `to` of the stacks. */
  write(lane: number, to: number, observations: ObservationArray, from: number, kind: RowKind): void
}

/**
 * Frames of f numbers, k in a stack. The stack of a lane's first row is stored whole, since the episode may go on from an earlier
 * batch. Every other row adds its newest frame: an episode begins with k equal frames, and goes on by one (`spec.frameStack`).
 *
 * @param capacities the most rows of each lane; it may store k - 1 frames more
 */
export function frameStore(type: BoxType, f: number, k: number, capacities: readonly number[]): FrameStore {
  const starts: number[] = []
  let total = 0
  for (const capacity of capacities) {
    starts.push(total)
    total += capacity === 0 ? 0 : capacity + k - 1
  }
  const frames = arrayOf(type, total * f)
  const stacks = new Int32Array(capacities.reduce((sum, capacity) => sum + capacity, 0) * k)
  const next = Int32Array.from(starts)
  return {
    frames,
    stacks,
    clear: () => next.set(starts),
    write(lane, to, observations, from, kind) {
      for (let at = kind === 'first' ? 0 : k - 1; at < k; at++)
        copyRow(observations, from * k + at, frames, next[lane]++, f)
      const newest = next[lane] - 1
      for (let at = 0; at < k; at++)
        stacks[to * k + at] =
          kind === 'first'
            ? newest - k + 1 + at
            : kind === 'begins' || at === k - 1
              ? newest
              : stacks[(to - 1) * k + at + 1]
    },
  }
}

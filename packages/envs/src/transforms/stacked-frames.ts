import type { ObservationArray } from '@trpo/math'
import type { EnvironmentSpec } from '../environment.ts'
import { observationArray } from '../observation-array.ts'
import { type BoxSpace, boxBounds, spaceSize } from '../spaces.ts'

/** The stacks of the last k frames of some lanes, the oldest first. */
export interface StackedFrames {
  /** The frames of all lanes, [count, k, f]. */
  readonly stacks: ObservationArray
  /** Makes the frame, row `lane` of `frames` [count, f], the first of an episode: it fills the stack. */
  begin(lane: number, frames: ObservationArray): void
  /** Moves the frames of the lane up by one, and puts that frame last. */
  push(lane: number, frames: ObservationArray): void
  /** A copy of the lane's frames, [k, f]. */
  copy(lane: number): ObservationArray
  /** Puts such a copy back. */
  put(lane: number, copied: ObservationArray): void
}

/** Stacks of k frames of that space for so many lanes, all zeros. */
export function stackedFrames(space: BoxSpace, k: number, count: number): StackedFrames {
  const size = spaceSize(space)
  const stacks = observationArray(space, count * k)
  const place = (lane: number, frames: ObservationArray, at: number): void =>
    stacks.set(frames.subarray(lane * size, (lane + 1) * size), (lane * k + at) * size)
  return {
    stacks,
    begin(lane, frames) {
      for (let at = 0; at < k; at++) place(lane, frames, at)
    },
    push(lane, frames) {
      stacks.copyWithin(lane * k * size, (lane * k + 1) * size, (lane + 1) * k * size)
      place(lane, frames, k - 1)
    },
    copy: (lane) => stacks.slice(lane * k * size, (lane + 1) * k * size),
    put: (lane, copied) => stacks.set(copied, lane * k * size),
  }
}

/**
 * The specification of observations that are k frames of this one. Frames are joined along their first dimension; a picture
 * [H, W] counts as [1, H, W], so that k of them are [k, H, W].
 *
 * Throws a RangeError unless k is a whole number of at least 1, and where the frames are stacks already.
 */
export function stackedSpec(spec: EnvironmentSpec, k: number): EnvironmentSpec {
  if (!Number.isSafeInteger(k) || k < 1)
    throw new RangeError(`a stack of ${k} frames was asked for; give a whole number of at least 1`)
  if (spec.frameStack !== undefined && spec.frameStack > 1)
    throw new RangeError(
      `the observations of ${spec.name} are stacks of ${spec.frameStack} frames already; stack the frames of the environment beneath`,
    )
  const { observationSpace: space } = spec
  const { shape = [spaceSize(space)] } = space
  const [first, ...rest] = shape.length === 2 ? [1, ...shape] : shape
  const repeated = (bound: number | readonly number[], each: readonly number[]): number | readonly number[] =>
    typeof bound === 'number' ? bound : Array.from({ length: k }, () => each).flat()
  const { low, high } = boxBounds(space)
  return {
    ...spec,
    observationSpace: {
      ...space,
      low: repeated(space.low, low),
      high: repeated(space.high, high),
      shape: [k * first, ...rest],
    },
    frameStack: k,
  }
}

import { box } from '../make-space.ts'
import type { BoxSpace } from '../spaces.ts'

/** `size` numbers that may be any: what a robot observes. */
export function unbounded(size: number): BoxSpace {
  const infinite = new Array<number>(size).fill(Number.POSITIVE_INFINITY)
  return box(
    infinite.map((bound) => -bound),
    infinite,
  )
}

/** Controls of `size` motors, each from -bound to bound. */
export function motors(size: number, bound = 1): BoxSpace {
  const bounds = new Array<number>(size).fill(bound)
  return box(
    bounds.map((each) => -each),
    bounds,
  )
}

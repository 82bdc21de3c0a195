import { pointsOf } from '../scene/bounds.ts'
import type { Scene } from '../scene/scene.ts'
import { longestTake } from './every-nth.ts'
import type { Film } from './film.ts'

/** A part of a film. */
export interface Stride {
  /** The scene that it begins with. */
  readonly first: number
  /** How many scenes later it has come round, or ends. */
  readonly length: number
  /** Whether the motion repeats after it. */
  readonly isPeriodic: boolean
}

/** A motion repeats where two strides differ by less than this part of what two poses at random differ by, on average. */
const ALIKE = 0.25
/** Before a stride is over its poses must have differed by more than this part. */
const UNLIKE = 0.5
/** The shortest stride, in scenes. */
const SHORTEST = 4
/** Poses that differ by less than this are one that stands still, as the mean squared distance of coordinates in m^2. */
const STILL = 1e-4

/**
 * One stride of the motion in a film: the two strides one after another that are most alike. Poses are compared as seen from the
 * focus, by the squared distance of the shapes' points, over the longest take without its first quarter, where things only begin
 * to move. The length of a stride is the first one after poses were unlike at which the nearest two strides are nearer than at
 * lengths around it, and near. A motion that does not repeat, or has no focus, is taken as a whole.
 */
export function strideOf(film: Film): Stride {
  const [first, last] = longestTake(film)
  const whole: Stride = { first, length: last - first, isPeriodic: false }
  const from = first + Math.floor((last - first) / 4)
  const poses = film.scenes.slice(from, last + 1).map(poseOf)
  if (poses.some((pose) => pose.length === 0)) return whole
  const lags = Array.from({ length: Math.floor(poses.length / 2) }, (_, lag) => nearestStrides(poses, lag))
  const spread = lags.reduce((sum, { mean }) => sum + mean, 0) / lags.length
  if (!(spread > STILL * poses[0].length)) return whole
  let hasBeenUnlike = false
  for (let lag = SHORTEST; lag < lags.length - 1; lag++) {
    const { least, at, mean } = lags[lag]
    if (mean > UNLIKE * spread) hasBeenUnlike = true
    const isLeast = least <= lags[lag - 1].least && least <= lags[lag + 1].least
    if (!(hasBeenUnlike && isLeast && least < ALIKE * spread)) continue
    // Two pauses are alike, too.
    const moved = poses.slice(at, at + lag).reduce((most, pose) => Math.max(most, distance(poses[at], pose)), 0)
    if (moved > UNLIKE * spread) return { first: from + at, length: lag, isPeriodic: true }
  }
  return whole
}

/** The points of the shapes as seen from the focus, its height apart where there is a ground; nothing without a focus. */
function poseOf({ shapes, focus, ground }: Scene): Float64Array {
  if (focus === undefined) return new Float64Array(0)
  const height = ground ?? focus[1]
  return Float64Array.from(shapes.flatMap(pointsOf).flatMap(([x, y]) => [x - focus[0], y - height]))
}

/**
 * Two strides of a length, one after another: the least distance between their poses on average, and where the first one begins;
 * and the mean over all pairs of poses so far apart.
 */
function nearestStrides(
  poses: readonly Float64Array[],
  lag: number,
): { readonly least: number; readonly at: number; readonly mean: number } {
  const distances = poses.slice(lag).map((pose, index) => distance(poses[index], pose))
  const mean = distances.reduce((sum, each) => sum + each, 0) / distances.length
  let sum = 0
  let [least, at] = [Number.POSITIVE_INFINITY, 0]
  for (const [index, each] of distances.entries()) {
    sum += each - (index >= lag ? distances[index - lag] : 0)
    if (index >= lag - 1 && sum < least) [least, at] = [sum, index - lag + 1]
  }
  return { least: lag === 0 ? 0 : least / lag, at, mean }
}

function distance(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let i = 0; i < one.length; i++) sum += (one[i] - other[i]) * (one[i] - other[i])
  return sum
}

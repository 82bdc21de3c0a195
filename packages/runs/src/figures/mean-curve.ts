import { bootstrapInterval, type Interval } from './bootstrap.ts'
import type { CurvePoint } from './learning-figures.ts'

/** What several runs come to at a number of environment steps. */
export interface MeanCurvePoint extends Interval {
  /** Environment steps of each run. */
  readonly steps: number
}

/** A point whose return is known. */
interface KnownPoint {
  readonly steps: number
  readonly meanReturn: number
}

/** The most points of a mean curve, more than a picture can show. */
const MOST = 200

/**
 * The mean return of several runs, and its bootstrap interval over them, at equal numbers of environment steps: between two
 * iterations a run's return is interpolated, as iterations of whole paths differ in length. It goes from where all runs have a
 * return to where the first of them ends, and does not depend on their order. Empty where there is no such stretch.
 */
export function meanCurve(runs: readonly (readonly CurvePoint[])[]): MeanCurvePoint[] {
  const known = runs.map((points) => points.flatMap(knownPoint))
  if (known.length === 0 || known.some((points) => points.length === 0)) return []
  const first = Math.max(...known.map((points) => points[0].steps))
  const last = Math.min(...known.map((points) => points[points.length - 1].steps))
  return grid(known, first, last).flatMap((steps) => {
    const found = bootstrapInterval(known.map((points) => returnAt(points, steps)))
    return found === null ? [] : [{ steps, ...found }]
  })
}

function knownPoint({ steps, meanReturn }: CurvePoint): readonly KnownPoint[] {
  return meanReturn === null ? [] : [{ steps, meanReturn }]
}

/** The steps at which any run has a point, or equal parts of the stretch where those are too many. */
function grid(runs: readonly (readonly KnownPoint[])[], first: number, last: number): readonly number[] {
  if (first > last) return []
  const all = new Set([first, last, ...runs.flatMap((points) => points.map(({ steps }) => steps))])
  const within = [...all].filter((steps) => steps >= first && steps <= last).sort((a, b) => a - b)
  if (within.length <= MOST) return within
  return Array.from({ length: MOST }, (_, i) => first + ((last - first) * i) / (MOST - 1))
}

/** The return at a number of steps that lies among those of the points: on the line between the points around it. */
function returnAt(points: readonly KnownPoint[], steps: number): number {
  const after = points.findIndex((point) => point.steps >= steps)
  const right = points[after < 0 ? points.length - 1 : after]
  if (right.steps <= steps || after === 0) return right.meanReturn
  const left = points[after - 1]
  const part = (steps - left.steps) / (right.steps - left.steps)
  return left.meanReturn + part * (right.meanReturn - left.meanReturn)
}

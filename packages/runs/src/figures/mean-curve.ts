import { bootstrapInterval, type Interval } from './bootstrap.ts'
import type { PlacedReturn } from './placed-returns.ts'

/** What several runs come to at one place of a learning curve. */
export interface MeanCurvePoint extends Interval {
  /** How far each run has come there, such as environment steps. */
  readonly x: number
}

/** A point whose return is known. */
interface KnownPoint {
  readonly x: number
  readonly meanReturn: number
}

/** The most points of a mean curve, more than a picture can show. */
const MOST = 200

/**
 * The mean return of several runs, and its bootstrap interval over them, where all have come equally far: between two
 * iterations a run's return is interpolated, as iterations of whole paths differ in length. It goes from where all runs have a
 * return to where the first of them ends, and does not depend on their order. Empty where there is no such stretch.
 */
export function meanCurve(runs: readonly (readonly PlacedReturn[])[]): MeanCurvePoint[] {
  const known = runs.map((points) => points.flatMap(knownPoint))
  if (known.length === 0 || known.some((points) => points.length === 0)) return []
  const first = Math.max(...known.map((points) => points[0].x))
  const last = Math.min(...known.map((points) => points[points.length - 1].x))
  return grid(known, first, last).flatMap((x) => {
    const found = bootstrapInterval(known.map((points) => returnAt(points, x)))
    return found === null ? [] : [{ x, ...found }]
  })
}

function knownPoint({ x, meanReturn }: PlacedReturn): readonly KnownPoint[] {
  return meanReturn === null ? [] : [{ x, meanReturn }]
}

/** The places at which any run has a point, or equal parts of the stretch where those are too many. */
function grid(runs: readonly (readonly KnownPoint[])[], first: number, last: number): readonly number[] {
  if (first > last) return []
  const all = new Set([first, last, ...runs.flatMap((points) => points.map(({ x }) => x))])
  const within = [...all].filter((x) => x >= first && x <= last).sort((a, b) => a - b)
  if (within.length <= MOST) return within
  return Array.from({ length: MOST }, (_, i) => first + ((last - first) * i) / (MOST - 1))
}

/** The return at a place that lies among those of the points: on the line between the points around it. */
function returnAt(points: readonly KnownPoint[], x: number): number {
  const after = points.findIndex((point) => point.x >= x)
  const right = points[after < 0 ? points.length - 1 : after]
  if (right.x <= x || after === 0) return right.meanReturn
  const left = points[after - 1]
  const part = (x - left.x) / (right.x - left.x)
  return left.meanReturn + part * (right.meanReturn - left.meanReturn)
}

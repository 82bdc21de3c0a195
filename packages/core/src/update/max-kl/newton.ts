import { addScaled, choleskySolve, dot } from '@trpo/linalg'
import { type Coordinates, timesColumns } from './coordinates.ts'
import { type Along, along, formsOf, product, weightedProduct } from './forms.ts'

/** A point within all bounds, with multipliers above 0. */
export interface Iterate {
  /** The coordinates of the point. */
  readonly coordinates: Coordinates
  /** y. */
  readonly point: Along
  /** z_s = (1 - y'Q_s y) / 2, above 0, [states]. */
  readonly slacks: Float64Array
  /** mu_s, above 0, [states]. */
  readonly multipliers: Float64Array
  /** h - sum of mu_s Q_s y, [r]: 0 at the maximum. */
  readonly residual: Float64Array
}

/** The iterate at a point y, with its slacks and its residual. */
export function iterateAt(coordinates: Coordinates, y: Float64Array, multipliers: Float64Array): Iterate {
  const point = along(coordinates, y)
  const slacks = formsOf(coordinates, point, point).map((form) => 0.5 - 0.5 * form)
  const residual = addScaled(coordinates.slopes, -1, weightedProduct(coordinates, multipliers, point))
  return { coordinates, point, slacks, multipliers, residual }
}

/** The length of a gradient v in the first coordinates. */
export function firstNorm({ fromFirst, size }: Coordinates, v: Float64Array): number {
  const first = new Float64Array(size)
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) first[j] += fromFirst[i * size + j] * v[i]
  return Math.sqrt(dot(first, first))
}

/** A change of point and multipliers, with what is needed to choose its length. */
export interface Direction {
  /** Change of y. */
  readonly move: Along
  /** Change of each mu_s. */
  readonly change: Float64Array
  /** y'Q_s dy and dy'Q_s dy: z_s becomes z_s - a slope_s - a^2 curve_s / 2. */
  readonly slopes: Float64Array
  /** dy'Q_s dy, the second term of each slack; see `slopes`. */
  readonly curves: Float64Array
}

/** What is added to the two conditions, to make up for the second-order change of a first step. */
export interface Correction {
  /** To h - sum of mu_s Q_s y = 0, [r]. */
  readonly pull: Float64Array
  /** To mu_s z_s = centre, [states]. */
  readonly products: Float64Array
}

/**
 * Newton's step towards sum of mu_s Q_s y = h and mu_s z_s = centre, by a factor L of its matrix, the sum of
 * mu_s (Q_s + n_s n_s' / z_s) with n_s = Q_s y.
 */
export function newtonDirection(
  { coordinates, point, slacks, multipliers, residual }: Iterate,
  lower: Float64Array,
  centre: number,
  correction?: Correction,
): Direction {
  const off = multipliers.map(
    (multiplier, s) => (centre - multiplier * slacks[s] - (correction?.products[s] ?? 0)) / slacks[s],
  )
  let right = addScaled(residual, -1, weightedProduct(coordinates, off, point))
  if (correction !== undefined) right = addScaled(right, -1, correction.pull)
  const move = along(coordinates, choleskySolve(lower, right))
  const slopes = formsOf(coordinates, point, move)
  return {
    move,
    slopes,
    curves: formsOf(coordinates, move, move),
    change: off.map((value, s) => value + (multipliers[s] / slacks[s]) * slopes[s]),
  }
}

/** What the part `length` of a step leaves undone in second order (Mehrotra's corrector, for quadratic bounds). */
export function correctionOf(
  { coordinates, multipliers }: Iterate,
  { move, change, slopes, curves }: Direction,
  length: number,
): Correction {
  const square = length * length
  return {
    pull: weightedProduct(coordinates, change, move).map((entry) => square * entry),
    products: change.map((value, s) => -square * (value * slopes[s] + 0.5 * multipliers[s] * curves[s])),
  }
}

/** The length at which the first slack or multiplier is 0. */
export function room({ slacks, multipliers }: Iterate, { change, slopes, curves }: Direction): number {
  let most = Number.POSITIVE_INFINITY
  for (let s = 0; s < slacks.length; s++) {
    if (change[s] < 0) most = Math.min(most, -multipliers[s] / change[s])
    const root = Math.sqrt(slopes[s] * slopes[s] + 2 * curves[s] * slacks[s])
    // The positive root of the slack's parabola, without a difference of nearly equal numbers.
    most = Math.min(most, slopes[s] >= 0 ? (2 * slacks[s]) / (slopes[s] + root) : (root - slopes[s]) / curves[s])
  }
  return most
}

/** The products mu_s z_s after a step of this length: their sum and the least. */
export function productsAfter(
  { slacks, multipliers }: Iterate,
  { change, slopes, curves }: Direction,
  length: number,
): { readonly sum: number; readonly least: number } {
  let [sum, least] = [0, Number.POSITIVE_INFINITY]
  for (let s = 0; s < slacks.length; s++) {
    const slack = slacks[s] - length * slopes[s] - 0.5 * length * length * curves[s]
    const one = (multipliers[s] + length * change[s]) * slack
    sum += one
    least = Math.min(least, one)
  }
  return { sum, least }
}

/** The point after a step, in coordinates in which the matrix of the step, LL', is I. */
export function moved(
  { point, multipliers }: Iterate,
  { move, change }: Direction,
  length: number,
  next: Coordinates,
  lower: Float64Array,
): Iterate {
  const y = timesColumns(lower, addScaled(point.vector, length, move.vector), next.size)
  return iterateAt(next, y, addScaled(multipliers, length, change))
}

/** d = sqrt(2 delta) W y of an iterate. */
export function parametersOf({ coordinates, point }: Iterate, bound: number): Float64Array {
  const { toParameters, size } = coordinates
  return product(toParameters, point.vector, size).map((entry) => Math.sqrt(2 * bound) * entry)
}

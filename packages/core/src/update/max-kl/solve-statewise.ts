import { addScaled, denseMatrix, dot, norm, scale, solveSymmetric } from '@trpo/linalg'
import { FLATNESS } from '../search-direction.ts'
import { advanced } from './advance.ts'
import { type FirstCoordinates, firstCoordinates, pulledBack, type StatewiseBounds } from './coordinates.ts'
import { along, formsOf, matricesOf } from './forms.ts'
import { type Iterate, iterateAt, parametersOf } from './newton.ts'
import { pulledBy } from './pulled-by.ts'

/** The maximum of g'd subject to d'(F_s + cI)d / 2 <= delta for every state s, and how sure it is. */
export interface StatewiseSolution {
  /**
   * `solved`, or why there is no solution. `unbounded`: no state bounds d along a part of g, and d is the maximum for the rest
   * of it. `notReached`: f64 does not reach the tolerance. `notFinite`: a matrix is not finite, and d is 0.
   */
  readonly status: 'solved' | 'unbounded' | 'notReached' | 'notFinite'
  /** d, [p]. It lies within the trust region whatever the status, and is 0 where no state sees anything of g. */
  readonly direction: Float64Array
  /** lambda_s, above 0, [states]. */
  readonly multipliers: Float64Array
  /**
   * (dual value - g'd) / g'd: no d in the trust region exceeds g'd by more than this fraction. Infinity where g is
   * unbounded.
   */
  readonly gap: number
  /**
   * |g - sum of lambda_s (F_s + cI) d| / |g|, in units of the parameters in which the mean of the matrices has a diagonal of 1.
   */
  readonly residual: number
  /** The number of Newton steps that it took. */
  readonly newtonSteps: number
}

/** More than ten times what the problems of the tests take. */
const MOST_NEWTON_STEPS = 300

/**
 * Solves the problem by a log barrier of the bounds that is weakened from step to step. Newton's method is applied to the
 * conditions of optimality in d and the multipliers (Boyd and Vandenberghe, Convex Optimization, section 11.7): g is the sum of
 * lambda_s (F_s + cI) d, and all lambda_s slack_s are equal.
 *
 * After each step the coordinates become those in which the matrix of the step is I. Near the maximum that matrix has eigenvalues
 * near both 1 / gap and gap, a range that f64 cannot hold; the change from one step's matrix to the next has no such range. So
 * states that are nearly alike, and maxima that are not unique, cost no accuracy.
 *
 * @param tolerance the gap and the residual to reach, above 0
 */
export function solveStatewise(bounds: StatewiseBounds, tolerance: number): StatewiseSolution {
  const { states, size } = bounds.factors
  const nothing = { multipliers: new Float64Array(states), gap: Number.POSITIVE_INFINITY, residual: 1, newtonSteps: 0 }
  const first = firstCoordinates(bounds)
  if (first === undefined) return { status: 'notFinite', direction: new Float64Array(size), ...nothing }
  if (!(first.steepness > 0)) return { status: 'unbounded', direction: new Float64Array(size), ...nothing }
  let iterate = start(first)
  let found = certified(bounds, first, iterate)
  let newtonSteps = 0
  while (newtonSteps < MOST_NEWTON_STEPS && worst(found) > tolerance) {
    const next = advanced(iterate)
    if (next === undefined) break
    iterate = next
    newtonSteps++
    const now = certified(bounds, first, iterate)
    if (!(worst(now) > worst(found))) found = now
  }
  if (first.unseen > FLATNESS) {
    const residual = Math.sqrt(found.residual * found.residual + first.unseen * first.unseen)
    return { status: 'unbounded', ...found, gap: Number.POSITIVE_INFINITY, residual, newtonSteps }
  }
  return { status: worst(found) <= tolerance ? 'solved' : 'notReached', ...found, newtonSteps }
}

/** The greater of gap and residual. */
function worst({ gap, residual }: Pick<StatewiseSolution, 'gap' | 'residual'>): number {
  return Number.isNaN(gap) ? Number.POSITIVE_INFINITY : Math.max(gap, residual)
}

/** The start: along h, halfway to the first bound, with all products of slack and multiplier equal. */
function start(first: FirstCoordinates): Iterate {
  const one = along(first, first.slopes)
  const greatest = formsOf(first, one, one).reduce((most, form) => Math.max(most, form), 0)
  const reach = 0.5 / Math.sqrt(greatest)
  const { point, slacks } = iterateAt(first, scale(reach, first.slopes), new Float64Array(one.own.length / first.rank))
  return iterateAt(
    first,
    point.vector,
    slacks.map((slack) => reach / (slacks.length * slack)),
  )
}

/** The solution in the parameters. Gap and residual belong to the problem as it was given. */
function certified(
  bounds: StatewiseBounds,
  { seen, steepness }: FirstCoordinates,
  iterate: Iterate,
): Omit<StatewiseSolution, 'status' | 'newtonSteps'> {
  const { gradient, bound } = bounds
  const { coordinates, point, slacks, residual } = iterate
  const multipliers = scale(steepness / Math.sqrt(2 * bound), iterate.multipliers)
  const inside = parametersOf(iterate, bound)
  const { greatest } = pulledBy(bounds, inside, multipliers)
  const direction = greatest > bound ? scale(Math.sqrt(bound / greatest), inside) : inside
  const { pulled } = pulledBy(bounds, direction, multipliers)
  // The dual value at the multipliers exceeds h'y by mu'z + r'M^-1 r / 2, with M the sum of mu_s Q_s and r the residual.
  const { weighted } = matricesOf(coordinates, iterate.multipliers, slacks, point)
  const { size } = coordinates
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) weighted[j * size + i] = weighted[i * size + j]
  const solved = solveSymmetric(denseMatrix(size, size, weighted), residual)
  const excess = solved.status === 'solved' ? 0.5 * dot(residual, solved.value) : Number.NaN
  return {
    direction,
    multipliers,
    gap: (dot(iterate.multipliers, slacks) + excess) / dot(coordinates.slopes, point.vector),
    residual: norm(pulledBack(seen, addScaled(gradient, -1, pulled), size)) / norm(pulledBack(seen, gradient, size)),
  }
}

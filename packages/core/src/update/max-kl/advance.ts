import { addScaled, choleskyFactor, denseMatrix, dot } from '@trpo/linalg'
import { adapted } from './coordinates.ts'
import { matricesOf, weightedProduct } from './forms.ts'
import {
  correctionOf,
  type Direction,
  firstNorm,
  type Iterate,
  moved,
  newtonDirection,
  productsAfter,
  room,
} from './newton.ts'

/** The fraction of its diagonal that is added to the matrix of a Newton step: about the rounding that it has anyhow. */
const REGULARISED = 1e-15
/** The fraction of the way to 0 that a step may take the first slack or multiplier. */
const TO_BOUNDARY = 0.995
/** The least product mu_s z_s that a step may leave, as a fraction of the mean of all. */
const CENTRED = 1e-3
/** How many lengths are tried along a direction. */
const TRIALS = 12

/**
 * One step of a predictor and corrector (Mehrotra 1992). It first aims as far towards the maximum as the predictor shows to be
 * possible, then at less central points, and finally along the barrier alone. Undefined where f64 allows no step.
 */
export function advanced(iterate: Iterate): Iterate | undefined {
  const { coordinates, point, slacks, multipliers } = iterate
  const { size } = coordinates
  const curves = multipliers.map((multiplier, s) => multiplier / slacks[s])
  const { newton } = matricesOf(coordinates, multipliers, curves, point)
  for (let i = 0; i < size; i++) newton[i * size + i] *= 1 + REGULARISED
  const lower = choleskyFactor(denseMatrix(size, size, newton))
  if (lower === undefined) return undefined
  const sum = dot(multipliers, slacks)
  const mean = sum / slacks.length
  const predictor = newtonDirection(iterate, lower, 0)
  const reach = Math.min(1, room(iterate, predictor))
  const left = productsAfter(iterate, predictor, reach).sum / sum
  const aim = Math.min(1, Math.max(left * left * left, 1e-4)) * mean
  const next = adapted(coordinates, lower)
  for (const direction of [
    () => newtonDirection(iterate, lower, aim, correctionOf(iterate, predictor, reach)),
    () => newtonDirection(iterate, lower, 0.3 * mean),
    () => newtonDirection(iterate, lower, mean),
  ]) {
    const found = searched(iterate, direction(), (one, length) => moved(iterate, one, length, next, lower))
    if (found !== undefined) return found
  }
  return undefined
}

/** The first of some lengths at which all slacks stay above 0, no product falls far behind, and the conditions are met better. */
function searched(
  iterate: Iterate,
  direction: Direction,
  take: (direction: Direction, length: number) => Iterate,
): Iterate | undefined {
  const { coordinates, point, slacks, multipliers, residual } = iterate
  const sum = dot(multipliers, slacks)
  const before = firstNorm(coordinates, residual)
  const linear = addScaled(
    weightedProduct(coordinates, multipliers, direction.move),
    1,
    weightedProduct(coordinates, direction.change, point),
  )
  const quadratic = weightedProduct(coordinates, direction.change, direction.move)
  let length = Math.min(1, TO_BOUNDARY * room(iterate, direction))
  for (let trial = 0; trial < TRIALS; trial++, length *= 0.7) {
    const after = productsAfter(iterate, direction, length)
    const rest = firstNorm(
      coordinates,
      residual.map((entry, i) => entry - length * linear[i] - length * length * quadratic[i]),
    )
    const less = after.sum + rest <= (1 - 0.05 * length) * (sum + before)
    const noWorse = after.sum <= sum && rest <= Math.max(before, 0.01 * sum)
    if (!(after.least >= (CENTRED * after.sum) / slacks.length && (less || noWorse))) continue
    const next = take(direction, length)
    if (next.slacks.every((slack) => slack > 0)) return next
  }
  return undefined
}

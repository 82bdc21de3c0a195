import {
  type ConjugateGradientOptions,
  type ConjugateGradientState,
  type ConjugateGradientStatus,
  initConjugateGradient,
  stepConjugateGradient,
} from './conjugate-gradient.ts'
import type { LinearOperator, SyncLinearOperator } from './linear-operator.ts'
import { dot } from './vectors.ts'

/** The outcome of conjugate gradient. A numerical outcome is a status; only misuse throws. */
export interface ConjugateGradientResult {
  /**
   * x `[n]`, the last iterate. When its residual is larger than |b|, the residual of x = 0, this is the iterate with
   * the least residual instead: the system has no solution (b is not in the range of a singular A), and the iterates
   * run away along directions that A maps to 0. Always finite, whatever the status; 0 when nothing could be done.
   */
  readonly value: Float64Array
  /** Why the iteration ended. */
  readonly status: Exclude<ConjugateGradientStatus, 'running'>
  /** The work that it took, the residual, and x'A x. */
  readonly stats: ConjugateGradientStats
}

/** The work that conjugate gradient did, and the residual that it leaves. */
export interface ConjugateGradientStats {
  /** Updates made to x until the iterate that is returned. */
  readonly iterations: number
  /** Products with A, at most `maxIterations`. */
  readonly products: number
  /** r = b - A x `[n]`, as the recurrence has it (it drifts from the true residual by rounding only). */
  readonly residual: Float64Array
  /** |r|. */
  readonly residualNorm: number
  /** x'A x = x'(b - r), which needs no further product. The step length of appendix C uses it. */
  readonly quadraticForm: number
}

/**
 * Solves A x = b approximately for a symmetric positive definite A, from x = 0 (appendix C).
 *
 * It takes at most `maxIterations` products and wastes none: x = 0 needs no product, and the residual comes from the
 * recurrence. Sums run from the first element to the last in f64, so equal inputs give equal bits.
 *
 * Throws a RangeError when b or a product does not have the operator's size, or an option is out of range, and a
 * TypeError when the operator answers with a promise (use `conjugateGradientAsync`).
 */
export function conjugateGradient(
  operator: SyncLinearOperator,
  b: Float64Array,
  options: ConjugateGradientOptions = {},
): ConjugateGradientResult {
  assertSize(operator, b)
  let state = initConjugateGradient(b, options)
  while (state.status === 'running') {
    const product = operator.apply(state.direction)
    if (!(product instanceof Float64Array)) {
      throw new TypeError('conjugateGradient: operator.apply gave no Float64Array; use conjugateGradientAsync')
    }
    state = stepConjugateGradient(state, product)
  }
  return conjugateGradientResult(state)
}

/** `conjugateGradient` for an operator that may return promises; the same numbers give the same bits. */
export async function conjugateGradientAsync(
  operator: LinearOperator,
  b: Float64Array,
  options: ConjugateGradientOptions = {},
): Promise<ConjugateGradientResult> {
  assertSize(operator, b)
  let state = initConjugateGradient(b, options)
  while (state.status === 'running') state = stepConjugateGradient(state, await operator.apply(state.direction))
  return conjugateGradientResult(state)
}

/** The result of a state that has ended. Throws an Error when it is still running. */
export function conjugateGradientResult(state: ConjugateGradientState): ConjugateGradientResult {
  const { status, rightHandSide, products, best } = state
  if (status === 'running') {
    throw new Error(`conjugateGradientResult: the state is still running after ${state.iterations} iterations`)
  }
  const ranAway = state.residualSquared > dot(rightHandSide, rightHandSide)
  const { value, residual, residualSquared, iterations } = ranAway && best !== undefined ? best : state
  let quadraticForm = 0
  // At x = 0 it is 0 even where b is not finite and 0 * (b - r) would be NaN.
  for (let i = 0; iterations > 0 && i < value.length; i++) quadraticForm += value[i] * (rightHandSide[i] - residual[i])
  return {
    value,
    status,
    stats: { iterations, products, residual, residualNorm: Math.sqrt(residualSquared), quadraticForm },
  }
}

function assertSize(operator: LinearOperator, b: Float64Array): void {
  if (operator.size !== b.length) {
    throw new RangeError(`conjugateGradient: b has length ${b.length}, the operator has size ${operator.size}`)
  }
}

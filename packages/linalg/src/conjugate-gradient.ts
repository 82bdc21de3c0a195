import { addScaled, allFinite, assertSameLength, dot } from './vectors.ts'

/**
 * The status of conjugate gradient.
 *
 * - `running`: the product A `direction` is wanted next.
 * - `converged`: |r| <= tolerance * |b|.
 * - `iterationLimit`: `maxIterations` products were used. This is the usual end in TRPO, and no failure.
 * - `flat`: A has no curvature along a direction p: |p'Ap| is at most `flatness` times |p| |Ap|, or times p'p and the
 *   largest p'Ap / p'p seen so far; or so small that dividing by it overflows. A is singular, or so nearly singular that
 *   rounding decides; x is as it was before.
 * - `negativeCurvature`: there was a direction p with p'Ap < 0 beyond what counts as flat: A is not positive
 *   semi-definite.
 * - `notFinite`: b or a product was NaN or infinite.
 * - `zeroRightHandSide`: b'b = 0, so x = 0 is the answer and there is no direction to follow.
 */
export type ConjugateGradientStatus =
  | 'running'
  | 'converged'
  | 'iterationLimit'
  | 'flat'
  | 'negativeCurvature'
  | 'notFinite'
  | 'zeroRightHandSide'

/** When conjugate gradient stops. */
export interface ConjugateGradientOptions {
  /** How many products A p are taken at most, a whole number of at least 1. @default 10, as in appendix C */
  readonly maxIterations?: number
  /**
   * Stop when |r| <= tolerance * |b|, at least 0. 0 stops only at a residual of exactly 0.
   * @default 1e-10
   */
  readonly tolerance?: number
  /**
   * The fraction of the largest curvature that counts as none, at least 0. It should exceed what rounding makes of a
   * curvature of 0; products of kernels in single precision are right to about 1e-6 of the largest. @default 1e-7
   */
  readonly flatness?: number
  /**
   * What happens to x on negative curvature: `keepIterate` returns the iterate so far, which is the best point of the
   * subspace searched until then; `returnZero` returns x = 0, r = b.
   * @default 'keepIterate'
   */
  readonly onNegativeCurvature?: 'keepIterate' | 'returnZero'
}

/** One iterate of the recurrence. */
export interface ConjugateGradientIterate {
  /** x `[n]`. */
  readonly value: Float64Array
  /** r = b - A x `[n]`, by the recurrence. */
  readonly residual: Float64Array
  /** r'r. */
  readonly residualSquared: number
  /** Updates made to x until then. */
  readonly iterations: number
}

/** One state of the recurrence. Nothing in it is ever written to, and no two of its vectors share memory. */
export interface ConjugateGradientState {
  /** Where the recurrence stands. */
  readonly status: ConjugateGradientStatus
  /** x `[n]`, the iterate. Always finite. */
  readonly value: Float64Array
  /** r = b - A x `[n]`, by the recurrence. */
  readonly residual: Float64Array
  /** p `[n]`: the vector whose product with A `stepConjugateGradient` takes next, while `running`. */
  readonly direction: Float64Array
  /** r'r. */
  readonly residualSquared: number
  /** Updates made to x. */
  readonly iterations: number
  /** The iterate with the least residual so far, x = 0 not counted. */
  readonly best: ConjugateGradientIterate | undefined
  /** The largest p'Ap / p'p so far. */
  readonly largestCurvature: number
  /** Products taken: as many as `iterations`, and one more after `flat`, `negativeCurvature` or a product that was not finite. */
  readonly products: number
  /** b `[n]`. */
  readonly rightHandSide: Float64Array
  /** The options, complete. */
  readonly options: Required<ConjugateGradientOptions>
}

/**
 * The first state of conjugate gradient for A x = b, from x = 0 (Hestenes and Stiefel 1952; appendix C of the paper).
 *
 * Throws a RangeError on options out of range. Numerical trouble (a zero or non-finite b) is a status. A b so small
 * that b'b underflows to 0 (elements below about 1e-162) counts as zero; one so large that b'b overflows as not finite.
 */
export function initConjugateGradient(b: Float64Array, options: ConjugateGradientOptions = {}): ConjugateGradientState {
  const { maxIterations = 10, tolerance = 1e-10, flatness = 1e-7, onNegativeCurvature = 'keepIterate' } = options
  if (!Number.isInteger(maxIterations) || maxIterations < 1) {
    throw new RangeError(`conjugateGradient: maxIterations is ${maxIterations}, expected a whole number of at least 1`)
  }
  if (!Number.isFinite(tolerance) || tolerance < 0) {
    throw new RangeError(`conjugateGradient: tolerance is ${tolerance}, expected a finite number of at least 0`)
  }
  if (!Number.isFinite(flatness) || flatness < 0) {
    throw new RangeError(`conjugateGradient: flatness is ${flatness}, expected a finite number of at least 0`)
  }
  const residualSquared = dot(b, b)
  return {
    status: Number.isFinite(residualSquared) ? (residualSquared === 0 ? 'zeroRightHandSide' : 'running') : 'notFinite',
    value: new Float64Array(b.length),
    residual: b.slice(),
    direction: b.slice(),
    residualSquared,
    iterations: 0,
    best: undefined,
    largestCurvature: 0,
    products: 0,
    rightHandSide: b.slice(),
    options: { maxIterations, tolerance, flatness, onNegativeCurvature },
  }
}

/**
 * The state after `state`, given `product` = A `state.direction`. Neither `state` nor `product` changes.
 *
 *     alpha = r'r / p'Ap,  x += alpha p,  r -= alpha Ap,  beta = r'r (new) / r'r (old),  p = r + beta p
 *
 * Throws an Error when `state` is not `running`, and a RangeError when the product has the wrong length. When the
 * update would not be finite, x and r stay at their last finite values and the status says so.
 */
export function stepConjugateGradient(state: ConjugateGradientState, product: Float64Array): ConjugateGradientState {
  if (state.status !== 'running') {
    throw new Error(`stepConjugateGradient: the state has ended (${state.status}), expected one that is running`)
  }
  assertSameLength('stepConjugateGradient: product', product, state.direction)
  const { direction, residualSquared, options } = state
  const products = state.products + 1
  const curvature = dot(direction, product)
  if (!Number.isFinite(curvature) || !allFinite(product)) return { ...state, status: 'notFinite', products }
  const squared = dot(direction, direction)
  // |Ap| / |p| is a curvature that A has somewhere: beside it, a small one is rounding.
  const beside = safeNorm(product) * Math.sqrt(squared)
  if (Math.abs(curvature) <= options.flatness * Math.max(state.largestCurvature * squared, beside)) {
    return { ...state, status: 'flat', products }
  }
  if (curvature < 0) return { ...state, ...afterNegativeCurvature(state), status: 'negativeCurvature', products }

  const alpha = residualSquared / curvature
  const value = addScaled(state.value, alpha, direction)
  const residual = addScaled(state.residual, -alpha, product)
  const newSquared = dot(residual, residual)
  const newDirection = addScaled(residual, newSquared / residualSquared, direction)
  if (!Number.isFinite(newSquared) || !allFinite(value) || !allFinite(newDirection)) {
    // The product is finite, so the curvature is too small to divide by.
    return { ...state, status: 'flat', products }
  }

  const iterations = state.iterations + 1
  const { best } = state
  const better = best === undefined || newSquared < best.residualSquared
  const target = options.tolerance * Math.sqrt(dot(state.rightHandSide, state.rightHandSide))
  const converged = Math.sqrt(newSquared) <= target
  return {
    ...state,
    status: converged ? 'converged' : products >= options.maxIterations ? 'iterationLimit' : 'running',
    value,
    residual,
    direction: newDirection,
    residualSquared: newSquared,
    iterations,
    best: better ? { value, residual, residualSquared: newSquared, iterations } : best,
    largestCurvature: Math.max(state.largestCurvature, curvature / squared),
    products,
  }
}

/** |x|, where the squares may underflow. */
function safeNorm(x: Float64Array): number {
  let largest = 0
  for (const value of x) largest = Math.max(largest, Math.abs(value))
  if (largest === 0) return 0
  const scaled = x.map((value) => value / largest)
  return largest * Math.sqrt(dot(scaled, scaled))
}

function afterNegativeCurvature(state: ConjugateGradientState): Partial<ConjugateGradientState> {
  if (state.options.onNegativeCurvature === 'keepIterate') return {}
  const { rightHandSide } = state
  return {
    value: new Float64Array(rightHandSide.length),
    residual: rightHandSide.slice(),
    residualSquared: dot(rightHandSide, rightHandSide),
  }
}

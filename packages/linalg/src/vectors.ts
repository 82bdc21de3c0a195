/**
 * Throws a RangeError unless two vectors have the same length.
 *
 * @param what names the function or argument in the message, as in `dot(x, y)`.
 */
export function assertSameLength(what: string, actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  if (actual.length !== expected.length) {
    throw new RangeError(`${what}: got a vector of length ${actual.length}, expected length ${expected.length}`)
  }
}

/**
 * Inner product x'y of two vectors `[n]`.
 *
 * It is one sum in f64, from the first element to the last, so equal inputs give equal bits everywhere. Throws a
 * RangeError when the lengths differ.
 */
export function dot(x: Float64Array, y: Float64Array): number {
  assertSameLength('dot(x, y)', y, x)
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i]
  return sum
}

/** Euclidean norm |x| of a vector `[n]`: the square root of `dot(x, x)`. It overflows beyond about 1e154. */
export function norm(x: Float64Array): number {
  return Math.sqrt(dot(x, x))
}

/** A new vector `[n]`: factor * x. */
export function scale(factor: number, x: Float64Array): Float64Array {
  const result = new Float64Array(x.length)
  for (let i = 0; i < x.length; i++) result[i] = factor * x[i]
  return result
}

/** A new vector `[n]`: x + factor * y. Throws a RangeError when the lengths differ. */
export function addScaled(x: Float64Array, factor: number, y: Float64Array): Float64Array {
  assertSameLength('addScaled(x, factor, y)', y, x)
  const result = new Float64Array(x.length)
  for (let i = 0; i < x.length; i++) result[i] = x[i] + factor * y[i]
  return result
}

/**
 * Sets y := y + factor * x in place, for vectors `[n]`; the name is that of BLAS. Throws a RangeError when the lengths
 * differ.
 */
export function axpy(factor: number, x: Float64Array, y: Float64Array): void {
  assertSameLength('axpy(factor, x, y)', y, x)
  for (let i = 0; i < x.length; i++) y[i] += factor * x[i]
}

/** Whether every element is a finite number (neither NaN nor infinite). True for an empty vector. */
export function allFinite(x: Float64Array): boolean {
  for (let i = 0; i < x.length; i++) if (!Number.isFinite(x[i])) return false
  return true
}

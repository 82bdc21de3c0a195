import { log1p } from '../log1p.ts'
import { type ArrayFunction, applyToArray } from './apply.ts'

const KERNEL: ArrayFunction = {
  name: 'log1pArray',
  scalar: log1p,
  pairs: (kernels, at, pairs) => kernels.log1p(at, pairs),
}

/**
 * ln(1 + x) of each number: `into[i] = log1p(x[i])` for i < n, bit for bit, several times faster for many numbers.
 *
 * `into` may be `x` itself, but must not share other memory with it. Throws a RangeError, before anything is written,
 * unless n is a whole number and both arrays hold n numbers.
 *
 * @param n How many numbers; by default all of x.
 */
export function log1pArray(x: Float64Array, into: Float64Array, n: number = x.length): void {
  applyToArray(KERNEL, x, into, n)
}

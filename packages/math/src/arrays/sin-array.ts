import { sin } from '../sin.ts'
import { type ArrayFunction, applyToArray } from './apply.ts'

const KERNEL: ArrayFunction = {
  name: 'sinArray',
  scalar: sin,
  pairs: (kernels, at, pairs) => kernels.sine(at, pairs, 0),
}

/**
 * The sine of each number: `into[i] = sin(x[i])` for i < n, bit for bit, several times faster for many numbers.
 *
 * `into` may be `x` itself, but must not share other memory with it. Throws a RangeError, before anything is written,
 * unless n is a whole number and both arrays hold n numbers.
 *
 * @param n How many numbers; by default all of x.
 */
export function sinArray(x: Float64Array, into: Float64Array, n: number = x.length): void {
  applyToArray(KERNEL, x, into, n)
}

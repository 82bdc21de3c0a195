import { cos } from '../cos.ts'
import { type ArrayFunction, applyToArray } from './apply.ts'

const KERNEL: ArrayFunction = {
  name: 'cosArray',
  scalar: cos,
  pairs: (kernels, at, pairs) => kernels.sine(at, pairs, 1),
}

/**
 * The cosine of each number: `into[i] = cos(x[i])` for i < n, bit for bit, several times faster for many numbers.
 *
 * `into` may be `x` itself, but must not share other memory with it. Throws a RangeError, before anything is written,
 * unless n is a whole number and both arrays hold n numbers.
 *
 * @param n How many numbers; by default all of x.
 */
export function cosArray(x: Float64Array, into: Float64Array, n: number = x.length): void {
  applyToArray(KERNEL, x, into, n)
}

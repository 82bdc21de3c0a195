import { log } from '../log.ts'
import { type ArrayFunction, applyToArray } from './apply.ts'

const KERNEL: ArrayFunction = {
  name: 'logArray',
  scalar: log,
  pairs: (kernels, at, pairs) => kernels.log(at, pairs),
}

/**
 * The natural logarithm of each number: `into[i] = log(x[i])` for i < n, bit for bit, several times faster for many numbers.
 *
 * `into` may be `x` itself, but must not share other memory with it. Throws a RangeError, before anything is written,
 * unless n is a whole number and both arrays hold n numbers.
 *
 * @param n How many numbers; by default all of x.
 */
export function logArray(x: Float64Array, into: Float64Array, n: number = x.length): void {
  applyToArray(KERNEL, x, into, n)
}

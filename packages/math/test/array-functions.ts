import {
  cos,
  cosArray,
  exp,
  expArray,
  log,
  log1p,
  log1pArray,
  logArray,
  sin,
  sinArray,
  tanh,
  tanhArray,
} from '../src/index.ts'

/** An array function and the scalar one whose bits it promises. */
export type ArrayFunctionCase = readonly [
  name: string,
  array: (x: Float64Array, into: Float64Array, n?: number) => void,
  scalar: (x: number) => number,
]

export const ARRAY_FUNCTIONS: readonly ArrayFunctionCase[] = [
  ['expArray', expArray, exp],
  ['logArray', logArray, log],
  ['log1pArray', log1pArray, log1p],
  ['sinArray', sinArray, sin],
  ['cosArray', cosArray, cos],
  ['tanhArray', tanhArray, tanh],
]

/** The first x whose value is not that of the scalar function, bit for bit (NaN is NaN); undefined if there is none. */
export function firstDifference(
  x: Float64Array,
  values: Float64Array,
  scalar: (x: number) => number,
): string | undefined {
  for (let i = 0; i < x.length; i++) {
    if (!Object.is(values[i], scalar(x[i]))) return `f(${x[i]}) is ${scalar(x[i])}, the array has ${values[i]} at ${i}`
  }
  return undefined
}

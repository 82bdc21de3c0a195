import { describe, expect, it } from 'vitest'
import {
  conjugateGradient,
  conjugateGradientResult,
  denseMatrix,
  denseOperator,
  initConjugateGradient,
  type SyncLinearOperator,
  stepConjugateGradient,
} from '../../src/index.ts'

describe('misuse throws', () => {
  const operator = denseOperator(denseMatrix(2, 2, Float64Array.of(2, 0, 0, 1)))
  const b = Float64Array.of(1, 1)
  const promising = { size: 2, apply: (v: Float64Array) => Promise.resolve(v) } as unknown as SyncLinearOperator

  it.each([
    ['b of another size', () => conjugateGradient(operator, new Float64Array(3)), /b has length 3.*size 2/],
    ['maxIterations 0', () => conjugateGradient(operator, b, { maxIterations: 0 }), /maxIterations is 0/],
    [
      'a fractional maxIterations',
      () => conjugateGradient(operator, b, { maxIterations: 1.5 }),
      /maxIterations is 1.5/,
    ],
    ['a negative tolerance', () => conjugateGradient(operator, b, { tolerance: -1 }), /tolerance is -1/],
    ['a negative flatness', () => conjugateGradient(operator, b, { flatness: -1 }), /flatness is -1/],
    ['a NaN tolerance', () => conjugateGradient(operator, b, { tolerance: Number.NaN }), /tolerance is NaN/],
    ['a promise', () => conjugateGradient(promising, b), /use conjugateGradientAsync/],
    [
      'a short product',
      () => stepConjugateGradient(initConjugateGradient(b), new Float64Array(1)),
      /length 1.*length 2/,
    ],
    [
      'a step after the end',
      () => stepConjugateGradient(initConjugateGradient(new Float64Array(2)), b),
      /has ended \(zeroRightHandSide\)/,
    ],
    ['a result before the end', () => conjugateGradientResult(initConjugateGradient(b)), /still running/],
  ])('%s', (_, misuse, message) => {
    expect(misuse).toThrow(message)
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addScaled,
  allFinite,
  assertSameLength,
  axpy,
  damped,
  denseMatrix,
  denseMatrixOf,
  denseMatrixOfAsync,
  denseOperator,
  dot,
  type LinearOperator,
  norm,
  scale,
} from '../src/index.ts'
import { matrix, vector } from './systems.ts'

const pair = fc.integer({ min: 0, max: 20 }).chain((n) => fc.record({ x: vector(n), y: vector(n) }))

describe('vectors', () => {
  it('sums from the first element to the last', () => {
    // Any other order gives another number: 1e16 swallows a 1 but not a 2.
    expect(dot(Float64Array.of(1, 1, 1e16, -1e16), Float64Array.of(1, 1, 1, 1))).toBe(2)
    expect(dot(Float64Array.of(1e16, 1, 1, -1e16), Float64Array.of(1, 1, 1, 1))).toBe(0)
  })

  it('adds and scales element by element, in new memory or in place', () => {
    fc.assert(
      fc.property(pair, ({ x, y }) => {
        const [keptX, keptY] = [x.slice(), y.slice()]
        const sum = addScaled(x, 0.3, y)
        expect(sum).toEqual(x.map((value, i) => value + 0.3 * y[i]))
        expect(scale(-2, x)).toEqual(x.map((value) => -2 * value))
        expect([x, y]).toEqual([keptX, keptY])
        axpy(0.3, y, x)
        expect(x).toEqual(sum)
        expect(y).toEqual(keptY)
      }),
    )
  })

  it('measures the Euclidean norm', () => {
    expect(norm(Float64Array.of(3, -4))).toBe(5)
    expect(norm(new Float64Array(0))).toBe(0)
  })

  it.each([
    [[1, 2], true],
    [[], true],
    [[1, Number.NaN], false],
    [[Infinity, 1], false],
    [[1, -Infinity], false],
  ])('allFinite(%j) is %s', (values, expected) => {
    expect(allFinite(Float64Array.from(values))).toBe(expected)
  })

  it('names both lengths when they differ', () => {
    const [x, y] = [new Float64Array(2), new Float64Array(3)]
    const message = /length 3, expected length 2/
    expect(() => dot(x, y)).toThrow(message)
    expect(() => addScaled(x, 1, y)).toThrow(message)
    expect(() => axpy(1, x, y)).toThrow(message)
    expect(() => assertSameLength('theta', y, x)).toThrow(/^theta: got a vector of length 3, expected length 2$/)
  })
})

describe('operators', () => {
  const square = fc.integer({ min: 1, max: 5 }).chain((n) => matrix(n, n))
  const promising = (operator: LinearOperator): LinearOperator => ({
    size: operator.size,
    apply: async (v) => operator.apply(v),
  })

  it('give their matrix back, synchronously or not', async () => {
    await fc.assert(
      fc.asyncProperty(square, async (a) => {
        expect(denseMatrixOf(denseOperator(a))).toEqual(a)
        expect(await denseMatrixOfAsync(promising(denseOperator(a)))).toEqual(a)
      }),
    )
  })

  it('damp the diagonal, synchronously or not, and leave the product of A alone', async () => {
    await fc.assert(
      fc.asyncProperty(square, fc.constantFrom(0, 0.5, -0.25), async (a, damping) => {
        const expected = { ...a, data: a.data.map((x, k) => (k % (a.columns + 1) === 0 ? x + damping : x)) }
        const stored = a.data.slice(0, a.rows)
        const kept = stored.slice()
        damped({ size: a.rows, apply: () => stored }, damping).apply(new Float64Array(a.rows).fill(1))
        expect(stored).toEqual(kept)
        expect(denseMatrixOf(damped(denseOperator(a), damping))).toEqual(expected)
        expect(await denseMatrixOfAsync(damped(promising(denseOperator(a)), damping))).toEqual(expected)
      }),
    )
  })

  it.each([
    ['a matrix that is not square', () => denseOperator(denseMatrix(2, 3)), /2 x 3 matrix, expected a square one/],
    ['a damping that is not finite', () => damped({ size: 1, apply: (v) => v }, Number.NaN), /damping NaN/],
    [
      'a product of the wrong length',
      () => denseMatrixOf({ size: 2, apply: () => new Float64Array(3) }),
      /size 2 gave a product of length 3/,
    ],
  ])('%s throws', (_, misuse, message) => {
    expect(misuse).toThrow(message)
  })
})

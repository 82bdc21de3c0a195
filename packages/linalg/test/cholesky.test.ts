import fc from 'fast-check'
import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { expect, test } from 'vitest'
import { choleskyFactor, choleskySolve } from '../src/cholesky.ts'
import { denseMatrix } from '../src/index.ts'

const entries = (length: number) =>
  fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: length, maxLength: length })

/** B B' + ridge I for a square B: symmetric, and positive definite up to rounding where the ridge is not tiny. */
const systems = fc
  .integer({ min: 1, max: 9 })
  .chain((n) =>
    fc.record({ n: fc.constant(n), b: entries(n * n), right: entries(n), ridge: fc.constantFrom(0, 1e-9, 1) }),
  )
  .map(({ n, b, right, ridge }) => {
    const data = new Float64Array(n * n)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = i === j ? ridge : 0
        for (let k = 0; k < n; k++) sum += b[i * n + k] * b[j * n + k]
        data[i * n + j] = sum
        data[j * n + i] = sum
      }
    }
    return { n, data, right: Float64Array.from(right) }
  })

test('the factor and the solution have the bits of ml-matrix', () => {
  fc.assert(
    fc.property(systems, ({ n, data, right }) => {
      const rows = Array.from({ length: n }, (_, i) => data.subarray(i * n, (i + 1) * n))
      const theirs = new CholeskyDecomposition(new Matrix(rows))
      const ours = choleskyFactor(denseMatrix(n, n, data))
      expect(ours !== undefined).toBe(theirs.isPositiveDefinite())
      if (ours === undefined) return
      expect([...ours]).toEqual(theirs.lowerTriangularMatrix.to1DArray())
      expect([...choleskySolve(ours, right)]).toEqual(theirs.solve(Matrix.columnVector(right)).to1DArray())
    }),
    { numRuns: 300 },
  )
})

test('only the lower triangle is read', () => {
  const factor = choleskyFactor(denseMatrix(2, 2, Float64Array.of(4, NaN, 2, 5)))
  expect(factor && [...factor]).toEqual([2, 0, 1, 2])
})

test.each([
  { name: 'a pivot of 0', data: [1, 1, 1, 1] },
  { name: 'a pivot below 0', data: [-1, 0, 0, 1] },
  { name: 'a pivot that is no number', data: [NaN, 0, 0, 1] },
])('there is no factor: $name', ({ data }) => {
  expect(choleskyFactor(denseMatrix(2, 2, Float64Array.from(data)))).toBeUndefined()
})

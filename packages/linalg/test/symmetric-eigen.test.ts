import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { denseMatrix, eigenvaluesSymmetric, multiply, symmetricEigen } from '../src/index.ts'
import { distance, gram, matrix } from './systems.ts'

const system = fc.integer({ min: 1, max: 7 }).chain((n) => matrix(n, n).map((b) => gram(b, 0)))

it('gives orthonormal columns that the matrix stretches by its eigenvalues, ascending', () => {
  fc.assert(
    fc.property(system, (a) => {
      const n = a.rows
      const { values, vectors } = symmetricEigen(a)
      expect(values).toEqual(values.slice().sort())
      const column = (j: number) => Float64Array.from({ length: n }, (_, i) => vectors.data[i * n + j])
      for (let j = 0; j < n; j++) {
        const stretched = column(j).map((entry) => values[j] * entry)
        expect(distance(multiply(a, column(j)), stretched)).toBeLessThan(1e-11)
        for (let k = 0; k < n; k++) {
          const product = column(j).reduce((sum, entry, i) => sum + entry * column(k)[i], 0)
          expect(product).toBeCloseTo(j === k ? 1 : 0, 12)
        }
      }
    }),
  )
})

it('has the eigenvalues of eigenvaluesSymmetric, bit for bit, and leaves the matrix alone', () => {
  fc.assert(
    fc.property(system, (a) => {
      const kept = a.data.slice()
      expect(symmetricEigen(a).values).toEqual(eigenvaluesSymmetric(a))
      expect(a.data).toEqual(kept)
    }),
  )
})

it('knows the vectors of a matrix that is built from them', () => {
  const { values, vectors } = symmetricEigen(denseMatrix(2, 2, Float64Array.of(2, 1, 1, 2)))
  expect(distance(values, Float64Array.of(1, 3))).toBeLessThan(1e-15)
  const r = Math.SQRT1_2
  expect(distance(vectors.data.map(Math.abs), Float64Array.of(r, r, r, r))).toBeLessThan(1e-15)
  expect(vectors.data[0] * vectors.data[2]).toBeLessThan(0)
})

it.each([
  ['not square', denseMatrix(1, 2), /expected a square one/],
  ['not symmetric', denseMatrix(2, 2, Float64Array.of(1, 0.5, 0, 1)), /expected a symmetric matrix/],
  ['not finite', denseMatrix(1, 1, Float64Array.of(Number.NaN)), /not finite/],
])('refuses a matrix that is %s', (_, a, message) => {
  expect(() => symmetricEigen(a)).toThrow(message)
})

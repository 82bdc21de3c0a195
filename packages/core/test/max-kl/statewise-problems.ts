import type { FisherFactors } from '@trpo/core'
import { denseMatrix, dot, solve } from '@trpo/linalg'
import { randomStream } from '@trpo/random'
import type { StatewiseBounds } from '../../src/update/max-kl/coordinates.ts'
import type { StatewiseSolution } from '../../src/update/max-kl/solve-statewise.ts'

/** So many standard normal numbers. */
export function normals(seed: number, count: number): Float64Array {
  const random = randomStream(seed, 'max KL')
  return Float64Array.from({ length: count }, () => random.normal())
}

/** Factors of random states: no two of them are alike. */
export function randomFactors(seed: number, states: number, rank: number, size: number): FisherFactors {
  return { states, rank, size, data: normals(seed, states * rank * size) }
}

/** d'(F_s + cI)d / 2 of every state. */
export function klsOf({ factors, damping }: Pick<StatewiseBounds, 'factors' | 'damping'>, d: Float64Array): number[] {
  const { states, rank, size, data } = factors
  return Array.from({ length: states }, (_, s) => {
    let form = damping * dot(d, d)
    for (let row = s * rank; row < (s + 1) * rank; row++)
      form += dot(data.subarray(row * size, (row + 1) * size), d) ** 2
    return form / 2
  })
}

/** The sum of lambda_s (F_s + cI), [p, p]. */
function weightedMatrix({ factors, damping }: StatewiseBounds, multipliers: Float64Array): Float64Array {
  const { states, rank, size, data } = factors
  const matrix = new Float64Array(size * size)
  for (let s = 0; s < states; s++)
    for (let i = 0; i < size; i++) {
      matrix[i * size + i] += multipliers[s] * damping
      for (let j = 0; j < size; j++)
        for (let row = s * rank; row < (s + 1) * rank; row++)
          matrix[i * size + j] += multipliers[s] * data[row * size + i] * data[row * size + j]
    }
  return matrix
}

/** Gap and residual of a solution, computed without anything of the solver: by the dual function and the gradient of the Lagrangian. */
export function certificateOf(
  bounds: StatewiseBounds,
  { direction, multipliers }: Pick<StatewiseSolution, 'direction' | 'multipliers'>,
): { readonly gap: number; readonly residual: number } {
  const { gradient, bound, factors } = bounds
  const { size } = factors
  const matrix = weightedMatrix(bounds, multipliers)
  const best = solve(denseMatrix(size, size, matrix), gradient)
  const total = multipliers.reduce((sum, one) => sum + one, 0)
  const value = dot(gradient, direction)
  const dual = best.status === 'solved' ? dot(gradient, best.value) / 2 + bound * total : Number.NaN
  const mean = weightedMatrix(bounds, new Float64Array(factors.states).fill(1))
  const inUnits = (v: Float64Array) => Math.hypot(...v.map((entry, i) => entry / Math.sqrt(mean[i * size + i])))
  const rest = gradient.map((slope, i) => slope - dot(matrix.subarray(i * size, (i + 1) * size), direction))
  return { gap: (dual - value) / value, residual: inUnits(rest) / inUnits(gradient) }
}

import { choleskyFactor, choleskySolve } from './cholesky.ts'
import { assertSquare, type DenseMatrix, multiply, symmetrised } from './dense-matrix.ts'
import { addScaled, allFinite, norm } from './vectors.ts'

/**
 * The outcome of a dense solve. Look at `status` before `value`: a numerical outcome is a status; only misuse throws.
 */
export type DenseSolution<Failure extends string> =
  | {
      /** The solution `[n]`. Always finite. */
      readonly value: Float64Array
      /** The system was solved. */
      readonly status: 'solved'
      /** How well it was solved. */
      readonly stats: {
        /** |b - A x|, of the system that was solved. */
        readonly residualNorm: number
      }
    }
  | {
      /** There is no solution. */
      readonly value: undefined
      /** Why there is no solution. */
      readonly status: Failure | 'notFinite'
    }

/** Options of the solvers that add to the diagonal. */
export interface RidgeOptions {
  /**
   * Added to every diagonal entry, absolute, at least 0.
   * @default 0
   */
  readonly ridge?: number
}

/**
 * Solves (A + ridge I) x = b for a symmetric A `[n, n]` that is positive definite with the ridge, by
 * Cholesky.
 *
 * Statuses: `notPositiveDefinite` when a pivot is not above 0 (raise the ridge) or the solution overflows; `notFinite`
 * when an entry of A or b is not finite. Only + - * / and the square root are used, in a fixed order, so equal inputs
 * give equal bits everywhere. Throws a RangeError when the sizes do not fit, when the ridge is negative or not finite,
 * and when A is further from symmetric than rounding explains (1e-4 of its largest entry; below that A is taken as
 * (A + A') / 2).
 */
export function solveSymmetric(
  matrix: DenseMatrix,
  b: Float64Array,
  options: RidgeOptions = {},
): DenseSolution<'notPositiveDefinite'> {
  const { ridge = 0 } = options
  if (!Number.isFinite(ridge) || ridge < 0) {
    throw new RangeError(`solveSymmetric: ridge is ${ridge}, expected a finite number of at least 0`)
  }
  assertSquare('solveSymmetric', matrix)
  assertRows('solveSymmetric', matrix, b)
  if (!allFinite(matrix.data) || !allFinite(b)) return { status: 'notFinite', value: undefined }
  const system = symmetrised('solveSymmetric', matrix)
  for (let i = 0; i < system.rows; i++) system.data[i * system.columns + i] += ridge
  const factor = choleskyFactor(system)
  if (factor === undefined) return { status: 'notPositiveDefinite', value: undefined }
  const value = choleskySolve(factor, b)
  if (!allFinite(value)) return { status: 'notPositiveDefinite', value: undefined }
  return { status: 'solved', value, stats: { residualNorm: residualNorm(system, value, b) } }
}

/**
 * The weights w `[columns]` that minimise |X w - y|^2 + ridge |w|^2 for features X `[rows, columns]` and targets y
 * `[rows]`, by the normal equations (X'X + ridge I) w = X'y and `solveSymmetric`, whose statuses and errors it has.
 *
 * X'X and X'y are summed from the first row to the last. The condition number of X is squared, which a small ridge
 * makes harmless for the few features of a baseline. `stats.residualNorm` is that of the normal equations.
 */
export function leastSquares(
  features: DenseMatrix,
  targets: Float64Array,
  options: RidgeOptions = {},
): DenseSolution<'notPositiveDefinite'> {
  assertRows('leastSquares', features, targets)
  const { rows, columns, data } = features
  const gram = new Float64Array(columns * columns)
  const moments = new Float64Array(columns)
  for (let row = 0; row < rows; row++) {
    const offset = row * columns
    for (let i = 0; i < columns; i++) {
      const feature = data[offset + i]
      moments[i] += feature * targets[row]
      for (let j = 0; j < columns; j++) gram[i * columns + j] += feature * data[offset + j]
    }
  }
  return solveSymmetric({ rows: columns, columns, data: gram }, moments, options)
}

/** Throws a RangeError unless b has as many entries as the matrix has rows. `what` names the caller. */
export function assertRows(what: string, matrix: DenseMatrix, b: Float64Array): void {
  if (b.length !== matrix.rows) {
    throw new RangeError(`${what}: got ${b.length} right-hand sides for a ${matrix.rows} x ${matrix.columns} matrix`)
  }
}

/** |b - A x|. */
export function residualNorm(matrix: DenseMatrix, x: Float64Array, b: Float64Array): number {
  return norm(addScaled(b, -1, multiply(matrix, x)))
}

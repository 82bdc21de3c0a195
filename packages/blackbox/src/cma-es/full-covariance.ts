import { denseMatrix, symmetricEigen } from '@trpo/linalg'
import { countOf, numberTensor, type SearchTensors, vectorOf } from '../search/tensors.ts'

/**
 * A covariance matrix C and its decomposition C = B D^2 B'. As it is decomposed only now and then, B and D may belong to an
 * earlier C.
 */
export interface FullCovariance {
  /** Discriminates the union. */
  readonly kind: 'full'
  /** C, [n, n]. */
  readonly matrix: Float64Array
  /** B, [n, n], orthogonal: column j is the axis of length `lengths[j]`. */
  readonly axes: Float64Array
  /** The diagonal of D, [n], ascending: square roots of eigenvalues. */
  readonly lengths: Float64Array
  /** The iteration whose C was decomposed. */
  readonly decomposedAt: number
}

/** The change of a covariance in one iteration. */
export interface CovarianceUpdate {
  /** The factor of the old covariance: 1 + c_1 delta(h_sigma) - c_1 - c_mu sum w. */
  readonly kept: number
  /** c_1 p_c p_c': the path, [n], and its factor. */
  readonly path: Float64Array
  readonly pathFactor: number
  /** c_mu sum w_i y_i y_i': the steps [lambda, n] in the order of the candidates, and their factors [lambda]. */
  readonly steps: Float64Array
  readonly stepFactors: Float64Array
}

/** The identity matrix, decomposed. */
export function fullIdentity(n: number): FullCovariance {
  const identity = () => Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0))
  return { kind: 'full', matrix: identity(), axes: identity(), lengths: new Float64Array(n).fill(1), decomposedAt: 0 }
}

/** B D z, a draw from N(0, C) for a standard normal draw z, both [n]. */
export function fullStep({ axes, lengths }: FullCovariance, z: Float64Array): Float64Array {
  const n = z.length
  const stretched = z.map((value, j) => lengths[j] * value)
  const step = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0; j < n; j++) sum += axes[i * n + j] * stretched[j]
    step[i] = sum
  }
  return step
}

/** C^(-1/2) y = B D^-1 B' y, both [n]. */
export function fullWhitened({ axes, lengths }: FullCovariance, y: Float64Array): Float64Array {
  const n = y.length
  const along = new Float64Array(n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) along[j] += axes[i * n + j] * y[i]
  const white = new Float64Array(n)
  for (let j = 0; j < n; j++) along[j] /= lengths[j]
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0; j < n; j++) sum += axes[i * n + j] * along[j]
    white[i] = sum
  }
  return white
}

/** C after an iteration (Eq 47); B and D stay. The lower half is computed and mirrored, so that C is symmetric to the bit. */
export function fullUpdated(
  covariance: FullCovariance,
  { kept, path, pathFactor, steps, stepFactors }: CovarianceUpdate,
): FullCovariance {
  const n = path.length
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++)
      matrix[i * n + j] = kept * covariance.matrix[i * n + j] + pathFactor * path[i] * path[j]
  for (let k = 0; k < stepFactors.length; k++) {
    if (stepFactors[k] === 0) continue
    for (let i = 0; i < n; i++) {
      const left = stepFactors[k] * steps[k * n + i]
      for (let j = 0; j <= i; j++) matrix[i * n + j] += left * steps[k * n + j]
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) matrix[j * n + i] = matrix[i * n + j]
  return { ...covariance, matrix }
}

/** Eigenvalues below this fraction of the greatest are rounding and may be negative, so they are raised to it. */
const LEAST_PART = 1e-20

/** The same C, decomposed anew into its own B and D. */
export function decomposed(covariance: FullCovariance, iteration: number): FullCovariance {
  const n = covariance.lengths.length
  const { values, vectors } = symmetricEigen(denseMatrix(n, n, covariance.matrix))
  const least = LEAST_PART * values[n - 1]
  const lengths = values.map((value) => Math.sqrt(Math.max(value, least)))
  return { ...covariance, axes: vectors.data, lengths, decomposedAt: iteration }
}

/** The matrix and its decomposition as tensors. */
export function encodeFull({ matrix, axes, lengths, decomposedAt }: FullCovariance): SearchTensors {
  const n = lengths.length
  return {
    covariance: { shape: [n, n], data: matrix },
    axes: { shape: [n, n], data: axes },
    lengths: { shape: [n], data: lengths },
    decomposedAt: numberTensor(decomposedAt),
  }
}

/** The covariance that the tensors hold. Throws an Error that names the tensor that does not fit n parameters. */
export function decodeFull(tensors: SearchTensors, n: number): FullCovariance {
  return {
    kind: 'full',
    matrix: vectorOf(tensors, 'covariance', n * n),
    axes: vectorOf(tensors, 'axes', n * n),
    lengths: vectorOf(tensors, 'lengths', n),
    decomposedAt: countOf(tensors, 'decomposedAt'),
  }
}

import { type SearchTensors, vectorOf, vectorTensor } from '../search/tensors.ts'
import type { CovarianceUpdate } from './full-covariance.ts'

/**
 * The diagonal of a covariance matrix: Ros and Hansen (2008), A simple modification in CMA-ES achieving linear time and space
 * complexity.
 */
export interface SeparableCovariance {
  /** Discriminates the union. */
  readonly kind: 'separable'
  /** The diagonal of C, [n]. */
  readonly variances: Float64Array
}

/** The diagonal of the identity matrix. */
export function separableIdentity(n: number): SeparableCovariance {
  return { kind: 'separable', variances: new Float64Array(n).fill(1) }
}

/** D z, a draw from N(0, C) for a standard normal draw z, both [n]. */
export function separableStep({ variances }: SeparableCovariance, z: Float64Array): Float64Array {
  return z.map((value, i) => Math.sqrt(variances[i]) * value)
}

/** C^(-1/2) y, both [n]. */
export function separableWhitened({ variances }: SeparableCovariance, y: Float64Array): Float64Array {
  return y.map((value, i) => value / Math.sqrt(variances[i]))
}

/** The diagonal of Eq 47. */
export function separableUpdated(
  { kind, variances }: SeparableCovariance,
  { kept, path, pathFactor, steps, stepFactors }: CovarianceUpdate,
): SeparableCovariance {
  const n = path.length
  const next = variances.map((variance, i) => kept * variance + pathFactor * path[i] * path[i])
  for (let k = 0; k < stepFactors.length; k++)
    for (let i = 0; i < n; i++) next[i] += stepFactors[k] * steps[k * n + i] * steps[k * n + i]
  return { kind, variances: next }
}

/** The diagonal as a tensor. */
export function encodeSeparable({ variances }: SeparableCovariance): SearchTensors {
  return { variances: vectorTensor(variances) }
}

/** The covariance that the tensors hold. Throws an Error that names the tensor that does not fit n parameters. */
export function decodeSeparable(tensors: SearchTensors, n: number): SeparableCovariance {
  return { kind: 'separable', variances: vectorOf(tensors, 'variances', n) }
}

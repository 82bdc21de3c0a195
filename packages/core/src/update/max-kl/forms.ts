import type { Coordinates } from './coordinates.ts'

/** A vector [r], with its products with the rows of all states, [states, m], and with the common ones. */
export interface Along {
  /** v itself, [r]. */
  readonly vector: Float64Array
  /** A_s v of every state. */
  readonly own: Float64Array
  /** C v. */
  readonly common: Float64Array
}

/** A vector as the states see it. */
export function along({ rows, common, size }: Coordinates, vector: Float64Array): Along {
  return { vector, own: product(rows, vector, size), common: product(common, vector, size) }
}

/** v'Q_s w of every state, with Q_s = A_s'A_s + C'C: [states]. */
export function formsOf({ rank }: Coordinates, v: Along, w: Along): Float64Array {
  let shared = 0
  for (let i = 0; i < v.common.length; i++) shared += v.common[i] * w.common[i]
  const forms = new Float64Array(v.own.length / rank).fill(shared)
  for (let s = 0; s < forms.length; s++)
    for (let row = s * rank; row < (s + 1) * rank; row++) forms[s] += v.own[row] * w.own[row]
  return forms
}

/** The sum of weight_s Q_s v, [r]. */
export function weightedProduct(
  { rank, size, rows, common }: Coordinates,
  weights: Float64Array,
  v: Along,
): Float64Array {
  const sum = new Float64Array(size)
  let total = 0
  for (let s = 0; s < weights.length; s++) {
    total += weights[s]
    for (let row = s * rank; row < (s + 1) * rank; row++)
      for (let j = 0; j < size; j++) sum[j] += weights[s] * v.own[row] * rows[row * size + j]
  }
  for (let i = 0; i < v.common.length; i++)
    for (let j = 0; j < size; j++) sum[j] += total * v.common[i] * common[i * size + j]
  return sum
}

/**
 * The lower triangles of the sum of weight_s Q_s, and of that sum plus the sum of curve_s n_s n_s' with n_s = Q_s v: each [r, r].
 */
export function matricesOf(
  { rank, size, rows, common }: Coordinates,
  weights: Float64Array,
  curves: Float64Array,
  v: Along,
): { readonly weighted: Float64Array; readonly newton: Float64Array } {
  const weighted = new Float64Array(size * size)
  const newton = new Float64Array(size * size)
  const shared = new Float64Array(size)
  for (let i = 0; i < v.common.length; i++)
    for (let j = 0; j < size; j++) shared[j] += v.common[i] * common[i * size + j]
  const normal = new Float64Array(size)
  let total = 0
  for (let s = 0; s < weights.length; s++) {
    total += weights[s]
    normal.set(shared)
    for (let row = s * rank; row < (s + 1) * rank; row++)
      for (let i = 0; i < size; i++) {
        const entry = rows[row * size + i]
        normal[i] += v.own[row] * entry
        for (let j = 0; j <= i; j++) weighted[i * size + j] += weights[s] * entry * rows[row * size + j]
      }
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) newton[i * size + j] += curves[s] * normal[i] * normal[j]
  }
  for (let k = 0; k < v.common.length; k++)
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) weighted[i * size + j] += total * common[k * size + i] * common[k * size + j]
  for (let i = 0; i < newton.length; i++) newton[i] += weighted[i]
  return { weighted, newton }
}

/** X v for X of `size` columns. */
export function product(matrix: Float64Array, v: Float64Array, size: number): Float64Array {
  const result = new Float64Array(matrix.length / size)
  for (let row = 0; row < result.length; row++) {
    let sum = 0
    for (let i = 0; i < size; i++) sum += matrix[row * size + i] * v[i]
    result[row] = sum
  }
  return result
}

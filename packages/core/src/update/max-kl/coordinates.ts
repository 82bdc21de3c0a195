import { denseMatrix, dot, norm, scale, symmetricEigen } from '@trpo/linalg'
import type { FisherFactors } from '../fisher-factors.ts'
import { FLATNESS } from '../search-direction.ts'

/** Maximise g'd subject to d'(F_s + cI)d / 2 <= delta for every state s. */
export interface StatewiseBounds {
  /** g, [p], finite and not 0. */
  readonly gradient: Float64Array
  /** The matrices of the states. */
  readonly factors: FisherFactors
  /** delta, in nats. */
  readonly bound: number
  /** c, added to every state's matrix. */
  readonly damping: number
}

/**
 * The same problem in other coordinates y, with d = sqrt(2 delta) W y: maximise h'y subject to y'(A_s'A_s + C'C)y <= 1. In the
 * first coordinates h has length 1. Each of the r directions of y is seen by some state.
 */
export interface Coordinates {
  /** m, the number of rows of each A_s. */
  readonly rank: number
  /** r, the number of coordinates. */
  readonly size: number
  /** A_s, [states, m, r]. */
  readonly rows: Float64Array
  /** C, [p, r], or an empty array: the damping, which all states have in common. */
  readonly common: Float64Array
  /** h, [r]. */
  readonly slopes: Float64Array
  /** W, [p, r]. */
  readonly toParameters: Float64Array
  /** T, [r, r]: y = T times the first coordinates. */
  readonly fromFirst: Float64Array
}

/** The first coordinates, in which the mean of the matrices is I. */
export interface FirstCoordinates extends Coordinates {
  /** The directions of the parameters that are seen, of length 1 where the mean has a diagonal of 1: R, [p, r]. */
  readonly seen: Float64Array
  /** The length of the part of g that no state sees, divided by that of g: nothing bounds d along it. */
  readonly unseen: number
  /** |W'g|: g'd = sqrt(2 delta) x steepness x h'y. */
  readonly steepness: number
}

/**
 * Coordinates in which the mean of the states' matrices is I. They come from the eigenvectors of that mean, in units of the
 * parameters in which its diagonal is 1. Directions that single precision cannot tell from 0 there are left out. Undefined
 * where a number overflows or is not finite.
 */
export function firstCoordinates({ gradient, factors, damping }: StatewiseBounds): FirstCoordinates | undefined {
  const { states, rank, size, data } = factors
  const mean = meanMatrix(factors, damping)
  if (!mean.every(Number.isFinite)) return undefined
  const units = Float64Array.from({ length: size }, (_, i) => {
    const entry = mean[i * size + i]
    return entry > 0 ? 1 / Math.sqrt(entry) : 0
  })
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) mean[i * size + j] *= units[i] * units[j]
  const { values, vectors } = symmetricEigen(denseMatrix(size, size, mean))
  const least = FLATNESS * FLATNESS * values[size - 1]
  const kept = [...values.keys()].filter((k) => values[k] > least)
  const count = kept.length
  const [seen, toParameters] = [new Float64Array(size * count), new Float64Array(size * count)]
  const fromFirst = new Float64Array(count * count)
  for (const [j, k] of kept.entries()) {
    for (let i = 0; i < size; i++) {
      seen[i * count + j] = units[i] * vectors.data[i * size + k]
      toParameters[i * count + j] = seen[i * count + j] / Math.sqrt(values[k])
    }
    fromFirst[j * count + j] = 1
  }
  const rows = new Float64Array(states * rank * count)
  for (let row = 0; row < states * rank; row++)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < count; j++) rows[row * count + j] += data[row * size + i] * toParameters[i * count + j]
  const slopes = pulledBack(toParameters, gradient, count)
  const steepness = norm(slopes)
  return {
    rank,
    size: count,
    rows,
    common: damping > 0 ? scale(Math.sqrt(damping), toParameters) : new Float64Array(0),
    slopes: scale(1 / steepness, slopes),
    toParameters,
    fromFirst,
    seen,
    unseen: unseenPart(gradient, units, pulledBack(seen, gradient, count)),
    steepness,
  }
}

/** The mean of F_s + cI, [p, p]. */
function meanMatrix({ states, rank, size, data }: FisherFactors, damping: number): Float64Array {
  const mean = new Float64Array(size * size)
  for (let row = 0; row < states * rank; row++)
    for (let i = 0; i < size; i++) {
      const entry = data[row * size + i] / states
      for (let j = 0; j <= i; j++) mean[i * size + j] += entry * data[row * size + j]
    }
  for (let i = 0; i < size; i++) {
    mean[i * size + i] += damping
    for (let j = 0; j < i; j++) mean[j * size + i] = mean[i * size + j]
  }
  return mean
}

/**
 * The length of what is left of g outside the directions that are seen, divided by that of g. Parameters that no state sees
 * count separately.
 */
function unseenPart(gradient: Float64Array, units: Float64Array, seen: Float64Array): number {
  const scaled = gradient.map((slope, i) => slope * units[i])
  const alone = gradient.filter((_, i) => units[i] === 0)
  const rest = Math.max(0, 1 - dot(seen, seen) / dot(scaled, scaled))
  return Math.max(Math.sqrt(rest), norm(alone) / norm(gradient))
}

/** X'v for X of `columns` columns. */
export function pulledBack(matrix: Float64Array, v: Float64Array, columns: number): Float64Array {
  const result = new Float64Array(columns)
  for (let i = 0; i < v.length; i++) for (let j = 0; j < columns; j++) result[j] += matrix[i * columns + j] * v[i]
  return result
}

/** Coordinates L'y for a factor L of the matrix LL' of a Newton step, in which that matrix is I. */
export function adapted(coordinates: Coordinates, lower: Float64Array): Coordinates {
  const { size, rows, common, slopes, toParameters, fromFirst } = coordinates
  return {
    ...coordinates,
    rows: divided(rows, lower, size),
    common: divided(common, lower, size),
    slopes: divided(slopes, lower, size),
    toParameters: divided(toParameters, lower, size),
    fromFirst: timesColumns(lower, fromFirst, size),
  }
}

/** X L'^-1, row by row. */
function divided(matrix: Float64Array, lower: Float64Array, size: number): Float64Array {
  const result = matrix.slice()
  for (let at = 0; at < result.length; at += size)
    for (let i = 0; i < size; i++) {
      let entry = result[at + i]
      for (let k = 0; k < i; k++) entry -= lower[i * size + k] * result[at + k]
      result[at + i] = entry / lower[i * size + i]
    }
  return result
}

/** L'X for X of `size` rows. */
export function timesColumns(lower: Float64Array, matrix: Float64Array, size: number): Float64Array {
  const columns = matrix.length / size
  const result = new Float64Array(matrix.length)
  for (let i = 0; i < size; i++)
    for (let k = i; k < size; k++)
      for (let j = 0; j < columns; j++) result[i * columns + j] += lower[k * size + i] * matrix[k * columns + j]
  return result
}

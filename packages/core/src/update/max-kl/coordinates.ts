import { addScaled, denseMatrix, norm, symmetricEigen } from '@trpo/linalg'
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
 * The same problem in coordinates y of its own, d = sqrt(2 delta) W y: maximise h'y subject to y'(A_s'A_s + C'C)y <= 1, where h has
 * length 1 in the first coordinates. Of the r directions of y every one is seen by some state.
 */
export interface Coordinates {
  /** m, rows of each A_s. */
  readonly rank: number
  /** r. */
  readonly size: number
  /** A_s, [states, m, r]. */
  readonly rows: Float64Array
  /** C, [r, r]: the damping, which all states have in common. */
  readonly common: Float64Array
  /** h, [r]. */
  readonly slopes: Float64Array
  /** W, [p, r]. */
  readonly toParameters: Float64Array
  /** T, [r, r]: y = T times the first coordinates. */
  readonly fromFirst: Float64Array
}

/** The first coordinates. */
export interface FirstCoordinates extends Coordinates {
  /** The part of g that some state sees, [p]. */
  readonly seen: Float64Array
  /** The length of the rest of g, as a part of that of g: nothing bounds d along it. */
  readonly unseen: number
  /** |W'g|: g'd = sqrt(2 delta) x steepness x h'y. */
  readonly steepness: number
}

/**
 * Coordinates in which the mean of the states' matrices is I, by the eigenvectors of that mean, whatever the scales of the
 * parameters. Directions whose factors are below what single precision tells from 0 are left out. Undefined where a number
 * overflows or is not finite.
 */
export function firstCoordinates({ gradient, factors, damping }: StatewiseBounds): FirstCoordinates | undefined {
  const { states, rank, size, data } = factors
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
  if (!mean.every(Number.isFinite)) return undefined
  const { values, vectors } = symmetricEigen(denseMatrix(size, size, mean))
  const least = FLATNESS * FLATNESS * values[size - 1]
  const seen = [...values.keys()].filter((k) => values[k] > least)
  const count = seen.length
  const along = Array.from(values, (_, k) => {
    let sum = 0
    for (let i = 0; i < size; i++) sum += vectors.data[i * size + k] * gradient[i]
    return sum
  })
  const slopes = Float64Array.from(seen, (k) => along[k] / Math.sqrt(values[k]))
  const steepness = norm(slopes)
  const toParameters = new Float64Array(size * count)
  const [common, fromFirst] = [new Float64Array(count * count), new Float64Array(count * count)]
  for (const [j, k] of seen.entries()) {
    const root = Math.sqrt(values[k])
    for (let i = 0; i < size; i++) toParameters[i * count + j] = vectors.data[i * size + k] / root
    common[j * count + j] = Math.sqrt(damping) / root
    fromFirst[j * count + j] = 1
    slopes[j] /= steepness
  }
  const rows = new Float64Array(states * rank * count)
  for (let row = 0; row < states * rank; row++)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < count; j++) rows[row * count + j] += data[row * size + i] * toParameters[i * count + j]
  const left = along.reduce((sum, slope, k) => (values[k] > least ? sum : sum + slope * slope), 0)
  const unseenGradient = new Float64Array(size)
  for (let k = 0; k < size; k++)
    if (!(values[k] > least)) for (let i = 0; i < size; i++) unseenGradient[i] += along[k] * vectors.data[i * size + k]
  return {
    rank,
    size: count,
    rows,
    common,
    slopes,
    toParameters,
    fromFirst,
    seen: addScaled(gradient, -1, unseenGradient),
    unseen: Math.sqrt(left) / norm(gradient),
    steepness,
  }
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

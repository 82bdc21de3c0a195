import { exp } from '@trpo/math'
import { type RandomStream, randomStream } from '@trpo/random'
import type { Distribution } from '../distribution.ts'

/** The subject of the checks: a distribution, and the points at which it is checked. */
export interface Subject {
  readonly distribution: Distribution
  /** Rows of mu. */
  readonly points: readonly Float64Array[]
  /** For each point, another row of mu not far from it. */
  readonly neighbours: readonly Float64Array[]
  /** Draws of a Monte Carlo estimate. */
  readonly samples: number
  /** `samples` actions drawn at point `index`, made once and shared by the checks. */
  drawn(index: number): Float64Array
  /** Every action, for a finite family. */
  readonly actions: readonly (readonly number[])[] | undefined
  /** The actions of an expectation at point `index`: all actions of a finite family, and otherwise the drawn ones. */
  outcomes(index: number): Outcomes
  /** Draws for one purpose: the same on every call. */
  random(purpose: string): RandomStream
}

/** Actions to take an expectation over. */
export interface Outcomes {
  /** `[rows, k]` */
  readonly actions: Float64Array
  /** Their probabilities, relative to the sum of all; undefined when each row is one of many draws. */
  readonly probabilities: Float64Array | undefined
}

/** Every action with its probability at one mu. */
export function everyAction(
  distribution: Distribution,
  mu: Float64Array,
  list: readonly (readonly number[])[],
): { readonly actions: Float64Array; readonly probabilities: Float64Array } {
  const actions = Float64Array.from(list.flat())
  const weights = logProbsAt(distribution, mu, actions).map(exp)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return { actions, probabilities: weights.map((weight) => weight / total) }
}

/** Random draws that the seed and the purpose determine, whatever else a suite draws. */
export function drawsOf(seed: number): (purpose: string) => RandomStream {
  return (purpose) => randomStream(seed, `distribution conformance: ${purpose}`)
}

/** `count` copies of a row, one after another. */
function repeated(row: ArrayLike<number>, count: number): Float64Array {
  const result = new Float64Array(row.length * count)
  for (let i = 0; i < count; i++) result.set(row, i * row.length)
  return result
}

/** point + factor * direction. */
export function shifted(point: Float64Array, factor: number, direction: Float64Array): Float64Array {
  return point.map((value, i) => value + factor * direction[i])
}

/** A row of standard normal numbers. */
export function normalRow(size: number, random: RandomStream): Float64Array {
  return Float64Array.from({ length: size }, () => random.normal())
}

/** Noise of the distribution's own kind for `rows` actions. */
export function noiseFor(distribution: Distribution, rows: number, random: RandomStream): Float64Array {
  const noise = new Float64Array(rows * distribution.noiseSize)
  const normal = distribution.noise === 'normal'
  for (let i = 0; i < noise.length; i++) noise[i] = normal ? random.normal() : random.uniform()
  return noise
}

/** `rows` actions drawn at one mu. */
export function sampled(
  distribution: Distribution,
  mu: Float64Array,
  rows: number,
  random: RandomStream,
): Float64Array {
  const actions = new Float64Array(rows * distribution.actionSize)
  distribution.sample(rows, repeated(mu, rows), noiseFor(distribution, rows, random), actions)
  return actions
}

/** logProb at one mu of many actions. */
export function logProbsAt(distribution: Distribution, mu: Float64Array, actions: Float64Array): Float64Array {
  const rows = actions.length / distribution.actionSize
  const into = new Float64Array(rows)
  distribution.logProb(rows, repeated(mu, rows), actions, into)
  return into
}

/** The score at one mu of many actions, a row each. */
export function scoresAt(distribution: Distribution, mu: Float64Array, actions: Float64Array): Float64Array {
  const rows = actions.length / distribution.actionSize
  const into = new Float64Array(rows * distribution.parameterSize)
  distribution.logProbGradient(rows, repeated(mu, rows), actions, into)
  return into
}

/** KL of one pair of rows. */
export function klBetween(distribution: Distribution, old: Float64Array, next: Float64Array): number {
  const into = new Float64Array(1)
  distribution.kl(1, old, next, into)
  return into[0]
}

/** M v at one mu. */
export function fisherTimes(distribution: Distribution, mu: Float64Array, v: Float64Array): Float64Array {
  const into = new Float64Array(distribution.parameterSize)
  distribution.fisher(1, mu, v, into)
  return into
}

/** M at one mu, dense and row-major, from its products with the unit vectors. */
export function fisherMatrix(distribution: Distribution, mu: Float64Array): Float64Array {
  const m = distribution.parameterSize
  const matrix = new Float64Array(m * m)
  for (let j = 0; j < m; j++) {
    const unit = new Float64Array(m)
    unit[j] = 1
    const column = fisherTimes(distribution, mu, unit)
    for (let i = 0; i < m; i++) matrix[i * m + j] = column[i]
  }
  return matrix
}

/** x'y. */
export function innerProduct(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * y[i], 0)
}

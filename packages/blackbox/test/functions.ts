import { randomStream } from '@trpo/random'
import type { SearchMethod, SearchState } from '../src/index.ts'

/** Costs whose least value is 0: at 0 for sphere and Rastrigin, at 1 for Rosenbrock. */
export const functions = {
  sphere: (x: Float64Array): number => x.reduce((sum, value) => sum + value * value, 0),
  rosenbrock: (x: Float64Array): number => {
    let sum = 0
    for (let i = 0; i + 1 < x.length; i++) sum += 100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2
    return sum
  },
  rastrigin: (x: Float64Array): number =>
    x.reduce((sum, value) => sum + value * value - 10 * Math.cos(2 * Math.PI * value), 10 * x.length),
} as const

export type Cost = (x: Float64Array) => number

/** The fitness of candidates [lambda, n] under a cost. */
export function fitnessOf(cost: Cost, candidates: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: candidates.length / n }, (_, k) => -cost(candidates.subarray(k * n, (k + 1) * n)))
}

/** Evaluations of all iterations until the best candidate of one costs at most `target`; undefined beyond the limit, or elsewhere. */
export function evaluationsTo<S extends SearchState>(
  method: SearchMethod<S>,
  cost: Cost,
  start: Float64Array,
  { seed, target = 1e-8, limit }: { readonly seed: number; readonly target?: number; readonly limit: number },
): number | undefined {
  const random = randomStream(seed, 'candidates')
  let state = method.init(start)
  let before = start
  for (let count = 0; count < limit; ) {
    const candidates = method.ask(state, random)
    const fitness = fitnessOf(cost, candidates, start.length)
    state = method.tell(state, candidates, fitness)
    count += fitness.length
    if (fitness.some((value) => value >= -target)) return count
    // It has converged elsewhere.
    if (method.numbers(state)['maxStd'] < 1e-8 || state.mean === before) return undefined
    before = state.mean
  }
  return undefined
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

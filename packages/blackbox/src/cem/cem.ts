import type { RandomStream } from '@trpo/random'
import { decodeDiagonal, encodeDiagonal } from '../search/diagonal-state.ts'
import { diagonalCandidates } from '../search/normal-candidates.ts'
import { FAILED, ranking } from '../search/ranking.ts'
import type { SearchMethod } from '../search/search-method.ts'
import { SPREAD_MEASURES, spreadOf } from '../search/spread.ts'
import type { SearchTensors } from '../search/tensors.ts'
import { type CemOptions, type CemState, cemOptions, initCem } from './cem-state.ts'

/** Draws the candidates [N, n] of a state, with independent normal coordinates. */
export function askCem(state: CemState, random: RandomStream): Float64Array {
  return diagonalCandidates(random, state.iteration, state.options.population, state)
}

/**
 * The state after the candidates [N, n] were found to have that fitness [N]. It takes mean and variance of the elite, and adds
 * the noise Z_t = max(a - b t, 0) to every variance (Szita and Lorincz 2006).
 *
 * A candidate that failed, of fitness -Infinity, is never among the elite, which is smaller where too few did not fail. Throws a
 * RangeError when sizes do not fit, all failed, or another number is not finite.
 */
export function tellCem(state: CemState, candidates: Float64Array, fitness: ArrayLike<number>): CemState {
  const { options, iteration } = state
  const { population, noise, noiseDecay } = options
  const n = state.mean.length
  const order = ranking('tellCem', candidates, fitness, population, n)
  const elite = order.slice(0, options.elite).filter((k) => fitness[k] !== FAILED)
  const extra = Math.max(noise - noiseDecay * iteration, 0)
  const mean = new Float64Array(n)
  const std = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (const k of elite) sum += candidates[k * n + i]
    mean[i] = sum / elite.length
    let squares = 0
    for (const k of elite) {
      const deviation = candidates[k * n + i] - mean[i]
      squares += deviation * deviation
    }
    std[i] = Math.sqrt(squares / elite.length + extra)
  }
  return { options, iteration: iteration + 1, mean, std }
}

/** A state without its settings: `iteration`, `mean` [n] and `std` [n]. */
export function encodeCem(state: CemState): SearchTensors {
  return encodeDiagonal(state)
}

/** The state that the tensors hold. Throws an Error that names the tensor that does not fit n parameters. */
export function decodeCem(tensors: SearchTensors, parameters: number, options: CemOptions = {}): CemState {
  return { options: cemOptions(options), ...decodeDiagonal(tensors, parameters) }
}

/**
 * The cross-entropy method with a normal distribution of independent coordinates, and noise that keeps it from settling too
 * early: Szita and Lorincz (2006), Learning Tetris using the noisy cross-entropy method, Neural Computation 18(12).
 *
 * Throws a RangeError on settings out of range.
 */
export function cemSearch(options: CemOptions = {}): SearchMethod<CemState> {
  const complete = cemOptions(options)
  const { population, elite } = complete
  return {
    summary: `CEM, ${elite} of ${population} candidates`,
    measures: SPREAD_MEASURES,
    population: () => population,
    init: (mean) => initCem(mean, complete),
    ask: askCem,
    tell: tellCem,
    numbers: ({ std }) => spreadOf(std),
    encode: encodeCem,
    decode: (tensors, parameters) => decodeCem(tensors, parameters, complete),
  }
}

import { exp } from '@trpo/math'
import type { RandomStream } from '@trpo/random'
import { decodeDiagonal, encodeDiagonal } from '../search/diagonal-state.ts'
import { diagonalCandidates } from '../search/normal-candidates.ts'
import { FAILED, ranking } from '../search/ranking.ts'
import type { SearchMethod } from '../search/search-method.ts'
import { SPREAD_MEASURES, spreadOf } from '../search/spread.ts'
import { numberOf, numberTensor, type SearchTensors } from '../search/tensors.ts'
import { initRwr, type RwrOptions, type RwrState, rwrOptions } from './rwr-state.ts'

/** Draws the candidates [lambda, n] of a state, with independent normal coordinates. */
export function askRwr(state: RwrState, random: RandomStream): Float64Array {
  return diagonalCandidates(random, state.iteration, state.options.population, state)
}

/**
 * The state after the candidates [lambda, n] were found to have that fitness [lambda]: the weighted maximum likelihood fit,
 * with weights d that are exponential in the fitness. Adding to all fitnesses, or multiplying them by a positive number,
 * changes nothing.
 *
 *   mean_i = sum d x_i / sum d,   variance_i = sum d (x_i - mean_i)^2 / Z,   Z = ((sum d)^2 - sum d^2) / sum d
 *
 * A candidate that failed, of fitness -Infinity, has no weight, and is left out of the range. Throws a RangeError when sizes do
 * not fit, all failed, or another number is not finite.
 */
export function tellRwr(state: RwrState, candidates: Float64Array, fitness: ArrayLike<number>): RwrState {
  const { options, iteration } = state
  const { population, sharpness, minStd } = options
  const n = state.mean.length
  const order = ranking('tellRwr', candidates, fitness, population, n)
  const least = order.findLast((k) => fitness[k] !== FAILED) ?? order[0]
  const weights = weightsOf(fitness, sharpness, fitness[order[0]], fitness[least])
  let total = 0
  let squaresOfWeights = 0
  for (const weight of weights) {
    total += weight
    squaresOfWeights += weight * weight
  }
  const unbiased = (total * total - squaresOfWeights) / total
  const mean = new Float64Array(n)
  const std = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let k = 0; k < population; k++) sum += weights[k] * candidates[k * n + i]
    mean[i] = sum / total
    let squares = 0
    for (let k = 0; k < population; k++) {
      const deviation = candidates[k * n + i] - mean[i]
      squares += weights[k] * deviation * deviation
    }
    // A single candidate that outweighs all others says nothing about the spread.
    std[i] = unbiased > 0 ? Math.max(Math.sqrt(squares / unbiased), minStd) : state.std[i]
  }
  return { options, iteration: iteration + 1, mean, std, effective: (total * total) / squaresOfWeights }
}

/** exp(sharpness (f - most) / (most - least)); 1 each where all are equally fit, and 0 for those that failed. */
function weightsOf(fitness: ArrayLike<number>, sharpness: number, most: number, least: number): Float64Array {
  const range = most - least
  return Float64Array.from(fitness, (value) => {
    if (value === FAILED) return 0
    return range > 0 ? exp((sharpness * (value - most)) / range) : 1
  })
}

/** A state without its settings: `iteration`, `mean` [n], `std` [n] and `effective`. */
export function encodeRwr(state: RwrState): SearchTensors {
  return { ...encodeDiagonal(state), effective: numberTensor(state.effective) }
}

/** The state that the tensors hold. Throws an Error that names the tensor that does not fit n parameters. */
export function decodeRwr(tensors: SearchTensors, parameters: number, options: RwrOptions = {}): RwrState {
  return {
    options: rwrOptions(options),
    ...decodeDiagonal(tensors, parameters),
    effective: numberOf(tensors, 'effective'),
  }
}

/**
 * Episodic reward-weighted regression: candidates are drawn around a mean, and the next distribution is the maximum likelihood
 * fit to them, each weighted by an exponential of its fitness. Source: Peters and Schaal (2007), Reinforcement learning by
 * reward-weighted regression for operational space control, ICML; the episodic form and its unbiased variance as in Deisenroth,
 * Neumann and Peters (2013), A survey on policy search for robotics, section 2.4.2.
 *
 * Deviates: Peters and Schaal explore with actions and regress these on states by immediate rewards; this method explores
 * with parameters and weighs whole episodes, so that it is a black-box method like CEM and CMA-ES. Their temperature is fitted by
 * the same EM steps and falls without end; here the weights are relative to the range of the fitness.
 *
 * Throws a RangeError on settings out of range.
 */
export function rwrSearch(options: RwrOptions = {}): SearchMethod<RwrState> {
  const complete = rwrOptions(options)
  const { population, sharpness } = complete
  return {
    summary: `episodic RWR, ${population} candidates, sharpness ${sharpness}`,
    measures: {
      ...SPREAD_MEASURES,
      effectiveCandidates: {
        title: 'Candidates that counted',
        description: 'How many candidates the weights d amount to: (sum d)^2 / sum d^2.',
      },
    },
    population: () => population,
    init: (mean) => initRwr(mean, complete),
    ask: askRwr,
    tell: tellRwr,
    numbers: ({ std, effective }) => ({ ...spreadOf(std), effectiveCandidates: effective }),
    encode: encodeRwr,
    decode: (tensors, parameters) => decodeRwr(tensors, parameters, complete),
  }
}

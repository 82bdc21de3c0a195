import { dot } from '@trpo/linalg'
import { exp, log1p } from '@trpo/math'
import type { RandomStream } from '@trpo/random'
import { normalDraws } from '../search/normal-candidates.ts'
import { ranking } from '../search/ranking.ts'
import type { CmaEsState } from './cma-es-state.ts'
import { cmaEsEnd } from './end.ts'
import { decomposed, fullStep, fullUpdated, fullWhitened } from './full-covariance.ts'
import { separableStep, separableUpdated, separableWhitened } from './separable-covariance.ts'
import { type Strategy, strategyFor } from './strategy.ts'

/** The candidates [lambda, n]: x_k = m + sigma B D z_k (Eq 38-40). */
export function askCmaEs(state: CmaEsState, random: RandomStream): Float64Array {
  const { mean, sigma, covariance, iteration, settings } = state
  const n = mean.length
  const draws = normalDraws(random, iteration, settings.population, n)
  for (let k = 0; k < settings.population; k++) {
    const z = draws.subarray(k * n, (k + 1) * n)
    const y = covariance.kind === 'full' ? fullStep(covariance, z) : separableStep(covariance, z)
    for (let i = 0; i < n; i++) z[i] = mean[i] + sigma * y[i]
  }
  return draws
}

/**
 * The state after the candidates [lambda, n] were found to have that fitness [lambda] (Figure 6 of the tutorial). Only the order
 * of the fitnesses counts; candidates that failed, of fitness -Infinity, come last.
 *
 * A state that has ended stays as it is. C is decomposed every max(1, floor(1 / (10 n (c_1 + c_mu)))) iterations (appendix
 * B.2), which hardly changes the search and keeps its work at order n^2 for each candidate. Throws a RangeError when sizes do
 * not fit, all candidates failed, another number is not finite, or the step size leaves what numbers hold.
 */
export function tellCmaEs(state: CmaEsState, candidates: Float64Array, fitness: ArrayLike<number>): CmaEsState {
  const { settings, sigma } = state
  const n = state.mean.length
  const { population } = settings
  const strategy = strategyFor(n, settings)
  const order = ranking('tellCmaEs', candidates, fitness, population, n)
  const white = (y: Float64Array) =>
    state.covariance.kind === 'full' ? fullWhitened(state.covariance, y) : separableWhitened(state.covariance, y)
  const iteration = state.iteration + 1
  if (cmaEsEnd(state) !== undefined) return { ...state, iteration }

  // y_k = (x_k - m) / sigma, and their weighted mean over the fitter half (Eq 41); m moves by it (Eq 42, c_m = 1).
  const steps = candidates.map((x, at) => (x - state.mean[at % n]) / sigma)
  const moved = new Float64Array(n)
  for (let rank = 0; rank < population && strategy.weights[rank] > 0; rank++)
    for (let i = 0; i < n; i++) moved[i] += strategy.weights[rank] * steps[order[rank] * n + i]
  const mean = state.mean.map((value, i) => value + sigma * moved[i])

  // The path and the size of the step (Eq 43-44).
  const { cSigma, dSigma, muEff, expectedLength, cC } = strategy
  const lengthening = Math.sqrt(cSigma * (2 - cSigma) * muEff)
  const whiteMoved = white(moved)
  const pathSigma = state.pathSigma.map((value, i) => (1 - cSigma) * value + lengthening * whiteMoved[i])
  const length = Math.sqrt(dot(pathSigma, pathSigma))
  const nextSigma = sigma * exp((cSigma / dSigma) * (length / expectedLength - 1))
  if (!(nextSigma > 0 && nextSigma < Number.POSITIVE_INFINITY))
    throw new RangeError(
      `tellCmaEs: the step size went from ${sigma} to ${nextSigma} in iteration ${iteration}; stop the search before, as the fitness has no maximum or the candidates were not those that were asked for`,
    )

  // The path and the matrix of the covariance (Eq 45-47).
  const unbiased = length / Math.sqrt(1 - exp(2 * iteration * log1p(-cSigma)))
  const isSteady = unbiased < (1.4 + 2 / (n + 1)) * expectedLength
  const along = isSteady ? Math.sqrt(cC * (2 - cC) * muEff) : 0
  const pathC = state.pathC.map((value, i) => (1 - cC) * value + along * moved[i])
  const update = {
    ...covarianceRates(strategy, isSteady),
    path: pathC,
    steps,
    stepFactors: stepFactors(strategy, order, steps, white),
  }
  const covariance =
    state.covariance.kind === 'full'
      ? fullUpdated(state.covariance, update)
      : separableUpdated(state.covariance, update)
  const isDue = covariance.kind === 'full' && iteration - covariance.decomposedAt >= decompositionGap(n, strategy)
  return {
    settings,
    iteration,
    mean,
    sigma: nextSigma,
    covariance: isDue ? decomposed(covariance, iteration) : covariance,
    pathSigma,
    pathC,
  }
}

/** The number of iterations between two decompositions (appendix B.2). */
function decompositionGap(n: number, { c1, cMu }: Strategy): number {
  return Math.max(1, Math.floor(1 / (10 * n * (c1 + cMu))))
}

/** The factors of the old covariance and of the path in Eq 47; delta(h_sigma) makes up for a path that stood still. */
function covarianceRates({ c1, cMu, cC, weights }: Strategy, isSteady: boolean) {
  const madeUp = isSteady ? 0 : cC * (2 - cC)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return { kept: 1 + c1 * madeUp - c1 - cMu * sum, pathFactor: c1 }
}

/**
 * c_mu w_i of each candidate, [lambda]; a negative w_i is scaled by n / |C^(-1/2) y|^2, so that no step takes out of C more
 * than it has (Eq 46).
 */
function stepFactors(
  { weights, cMu }: Strategy,
  order: readonly number[],
  steps: Float64Array,
  white: (y: Float64Array) => Float64Array,
): Float64Array {
  const n = steps.length / order.length
  const factors = new Float64Array(order.length)
  for (const [rank, k] of order.entries()) {
    const weight = weights[rank]
    if (weight >= 0) {
      factors[k] = cMu * weight
      continue
    }
    const y = white(steps.subarray(k * n, (k + 1) * n))
    const squared = dot(y, y)
    factors[k] = squared > 0 ? (cMu * weight * n) / squared : 0
  }
  return factors
}

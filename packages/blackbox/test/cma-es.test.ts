import { denseMatrix, symmetricEigen } from '@trpo/linalg'
import { randomStream } from '@trpo/random'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cmaEsSettings } from '../src/cma-es/options.ts'
import { strategyFor } from '../src/cma-es/strategy.ts'
import { rawWeights } from '../src/cma-es/weights.ts'
import {
  askCmaEs,
  type CmaEsOptions,
  type CmaEsState,
  cmaEsEnd,
  cmaEsSearch,
  initCmaEs,
  tellCmaEs,
} from '../src/index.ts'
import { type Cost, evaluationsTo, fitnessOf, functions } from './functions.ts'

const STRETCHED: Cost = (x) => x.reduce((sum, value, i) => sum + 10 ** (2 * i) * value * value, 0)

/** A search after some iterations on a cost. */
function searched(n: number, iterations: number, options: CmaEsOptions = {}, cost: Cost = STRETCHED): CmaEsState {
  const random = randomStream(7, 'candidates')
  let state = initCmaEs(new Float64Array(n).fill(1), options)
  for (let i = 0; i < iterations; i++) {
    const candidates = askCmaEs(state, random)
    state = tellCmaEs(state, candidates, fitnessOf(cost, candidates, n))
  }
  return state
}

/** Orthogonal matrices [n, n]: the axes of random symmetric ones. */
const rotation = (n: number) =>
  fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n * n, maxLength: n * n }).map((entries) => {
    const symmetric = denseMatrix(n, n)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) symmetric.data[i * n + j] = entries[i * n + j] + entries[j * n + i]
    return symmetricEigen(symmetric).vectors.data
  })

const rotated = (r: Float64Array, x: Float64Array): Float64Array =>
  x.map((_, i) => x.reduce((sum, value, j) => sum + r[i * x.length + j] * value, 0))

const rows = (x: Float64Array, n: number, by: (row: Float64Array) => Float64Array): Float64Array =>
  Float64Array.from(Array.from({ length: x.length / n }, (_, k) => [...by(x.subarray(k * n, (k + 1) * n))]).flat())

/** R C R', or R B of axes, which are columns. */
const left = (r: Float64Array, m: Float64Array, n: number): Float64Array =>
  m.map((_, at) => {
    let sum = 0
    for (let k = 0; k < n; k++) sum += r[Math.floor(at / n) * n + k] * m[k * n + (at % n)]
    return sum
  })
const transposed = (m: Float64Array, n: number): Float64Array => m.map((_, at) => m[(at % n) * n + Math.floor(at / n)])

const closeTo = (actual: Float64Array, expected: Float64Array): void => {
  const size = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1)
  for (const [i, value] of actual.entries()) expect(Math.abs(value - expected[i])).toBeLessThan(1e-9 * size)
}

describe('invariance', () => {
  test('only the order of the fitnesses counts, to the bit', () => {
    const state = searched(4, 12)
    const candidates = askCmaEs(state, randomStream(1, 'candidates'))
    const fitness = fitnessOf(functions.rosenbrock, candidates, 4)
    const ranks = fitness.map((value) => fitness.filter((other) => other < value).length)
    expect(tellCmaEs(state, candidates, ranks)).toEqual(tellCmaEs(state, candidates, fitness))
  })

  test('a rotated space has the rotated search', () => {
    const n = 4
    fc.assert(
      fc.property(rotation(n), fc.integer({ min: 0, max: 30 }), (r, iterations) => {
        const state = searched(n, iterations)
        if (state.covariance.kind !== 'full') throw new Error('expected a full covariance')
        const { matrix, axes } = state.covariance
        const turned: CmaEsState = {
          ...state,
          mean: rotated(r, state.mean),
          pathC: rotated(r, state.pathC),
          pathSigma: rotated(r, state.pathSigma),
          covariance: {
            ...state.covariance,
            matrix: transposed(left(r, transposed(left(r, matrix, n), n), n), n),
            axes: left(r, axes, n),
          },
        }
        const candidates = askCmaEs(state, randomStream(3, 'candidates'))
        const fitness = fitnessOf(functions.rosenbrock, candidates, n)
        const expected = tellCmaEs(state, candidates, fitness)
        const actual = tellCmaEs(
          turned,
          rows(candidates, n, (x) => rotated(r, x)),
          fitness,
        )
        closeTo(actual.mean, rotated(r, expected.mean))
        closeTo(actual.pathC, rotated(r, expected.pathC))
        closeTo(Float64Array.of(actual.sigma), Float64Array.of(expected.sigma))
        if (actual.covariance.kind !== 'full' || expected.covariance.kind !== 'full') throw new Error('not full')
        closeTo(
          actual.covariance.matrix,
          transposed(left(r, transposed(left(r, expected.covariance.matrix, n), n), n), n),
        )
      }),
      { numRuns: 40 },
    )
  })

  test('a shifted and stretched space has the same search', () => {
    const shift = (options: CmaEsOptions, by: number, factor: number) => {
      const random = randomStream(5, 'candidates')
      let state = initCmaEs(new Float64Array(3).fill(by + factor), options)
      for (let i = 0; i < 40; i++) {
        const candidates = askCmaEs(state, random)
        const back = candidates.map((value) => (value - by) / factor)
        state = tellCmaEs(state, candidates, fitnessOf(STRETCHED, back, 3))
      }
      return state.mean.map((value) => (value - by) / factor)
    }
    // Powers of two and whole numbers: hardly any rounding.
    closeTo(shift({ sigma: 2 }, 8, 4), shift({ sigma: 0.5 }, 0, 1))
  })
})

describe('the covariance', () => {
  test.each(['full', 'separable'] as const)('%s learns the scales of a stretched bowl', (covariance) => {
    const state = searched(3, 300, { sigma: 0.5, covariance })
    const variances =
      state.covariance.kind === 'full'
        ? [0, 4, 8].map((at) => (state.covariance.kind === 'full' ? state.covariance.matrix[at] : Number.NaN))
        : [...state.covariance.variances]
    for (const i of [1, 2]) {
      expect(variances[i - 1] / variances[i]).toBeGreaterThan(30)
      expect(variances[i - 1] / variances[i]).toBeLessThan(300)
    }
  })

  test('is decomposed lazily, and what is decomposed is itself', () => {
    const { covariance, iteration } = searched(5, 50, {}, functions.rosenbrock)
    if (covariance.kind !== 'full') throw new Error('expected a full covariance')
    expect(covariance.decomposedAt).toBe(iteration)
    const { axes, lengths, matrix } = covariance
    closeTo(
      matrix,
      matrix.map((_, at) => {
        const [i, j] = [Math.floor(at / 5), at % 5]
        return lengths.reduce((sum, length, k) => sum + axes[i * 5 + k] * axes[j * 5 + k] * length * length, 0)
      }),
    )
    const large = searched(100, 7, { population: 6 })
    expect(large.covariance.kind === 'full' && large.covariance.decomposedAt).toBe(6)
  })

  test('is separable by default above 1,000 parameters', () => {
    expect(cmaEsSettings(1000).covariance).toBe('full')
    expect(cmaEsSettings(1001).covariance).toBe('separable')
  })

  test('separable, it takes fewer evaluations where coordinates do not depend on each other', () => {
    const start = new Float64Array(10).fill(1)
    const [full, separable] = (['full', 'separable'] as const).map((covariance) =>
      evaluationsTo(
        cmaEsSearch({ sigma: 0.5, covariance }),
        (x) => x.reduce((s, v, i) => s + 10 ** (0.6 * i) * v * v, 0),
        start,
        { seed: 1, limit: 1e5 },
      ),
    )
    expect(separable).toBeLessThan(0.7 * Number(full))
  })
})

describe("Hansen's defaults", () => {
  test('are those of table 1 for 10 parameters', () => {
    const settings = cmaEsSettings(10)
    expect(settings.population).toBe(10)
    const { weights, muEff, c1, cMu, cC, cSigma, dSigma } = strategyFor(10, settings)
    // By hand from Eq 49 and 53-58.
    expect(muEff).toBeCloseTo(3.1673, 4)
    expect(weights.slice(0, 5).reduce((a, b) => a + b)).toBeCloseTo(1, 14)
    expect(weights.slice(5).every((weight) => weight < 0)).toBe(true)
    expect(c1).toBeCloseTo(2 / (11.3 ** 2 + muEff), 14)
    expect(cMu).toBeCloseTo((2 * (0.25 + muEff + 1 / muEff - 2)) / (144 + muEff), 14)
    expect(cC).toBeCloseTo((4 + muEff / 10) / (14 + (2 * muEff) / 10), 14)
    expect(cSigma).toBeCloseTo((muEff + 2) / (15 + muEff), 14)
    expect(dSigma).toBeCloseTo(1 + cSigma, 14)
  })

  test('weights of any population fall, the positive sum to 1, and C keeps its size at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 200 }), fc.integer({ min: 1, max: 60 }), (population, n) => {
        const { weights, c1, cMu } = strategyFor(n, { population, sigma: 1, active: true, covariance: 'full' })
        expect(weights).toEqual(weights.slice().sort().reverse())
        expect(weights.filter((w) => w > 0).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
        const negative = -weights.filter((w) => w < 0).reduce((a, b) => a + b, 0)
        // Eq 52: what may be taken out of C along one direction is less than what stays.
        expect(cMu * n * negative).toBeLessThanOrEqual(1 - c1 - cMu + 1e-12)
        expect(rawWeights(population).parents).toBe(Math.floor(population / 2))
      }),
    )
  })
})

describe('the end', () => {
  test('a search that has shrunk to rounding stays as it is', () => {
    const state = { ...searched(3, 5), sigma: 1e-18 }
    expect(cmaEsEnd(state)).toBe('noEffectCoord')
    const candidates = askCmaEs(state, randomStream(1, 'candidates'))
    const told = tellCmaEs(state, candidates, fitnessOf(functions.sphere, candidates, 3))
    expect(told).toEqual({ ...state, iteration: state.iteration + 1 })
    expect(cmaEsEnd(searched(3, 5))).toBeUndefined()
  })

  test('a search without a maximum is told so', () => {
    const state = { ...searched(2, 5), sigma: 1e308 }
    const candidates = Float64Array.from({ length: 12 }, (_, i) => (i + 1) * 1e306)
    const paths = { ...state, pathSigma: state.pathSigma.map(() => 1e6) }
    expect(() => tellCmaEs(paths, candidates, candidates.slice(0, 6))).toThrow(/the step size went from 1e\+308/)
  })
})

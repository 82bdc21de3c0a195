import { randomStream } from '@trpo/random'
import { describe, expect, test } from 'vitest'
import {
  type CemOptions,
  type CmaEsOptions,
  cemSearch,
  cmaEsSearch,
  initCem,
  initRwr,
  type RwrOptions,
  rwrSearch,
  type SearchMethod,
  type SearchState,
  tellCem,
  tellRwr,
} from '../src/index.ts'
import { evaluationsTo, fitnessOf, functions } from './functions.ts'

const N = 5

function run<S extends SearchState>(method: SearchMethod<S>, from: S, iterations: number): S {
  const random = randomStream(2, 'candidates')
  let state = from
  for (let i = 0; i < iterations; i++) {
    const candidates = method.ask(state, random)
    state = method.tell(state, candidates, fitnessOf(functions.rosenbrock, candidates, N))
  }
  return state
}

/** The laws that hold for every method. */
function laws<S extends SearchState>(method: SearchMethod<S>): void {
  const start = new Float64Array(N).fill(0.5)
  const random = randomStream(1, 'candidates')

  test('equal states and streams give equal candidates, whatever was drawn before, and move neither', () => {
    const state = run(method, method.init(start), 3)
    const first = method.ask(state, random)
    method.ask(method.init(start), random)
    random.normal()
    expect(method.ask(state, random)).toEqual(first)
    expect(method.ask({ ...state, iteration: 4 }, random)).not.toEqual(first)
  })

  test('candidate k is drawn at (iteration, k, 0)', () => {
    const state = method.init(start)
    const spread = method.ask(state, random).map((value, at) => value - start[at % N])
    const single = randomStream(1, 'candidates')
    const expected = spread.map((_, at) => single.seek(0, Math.floor(at / N), 0, at % N).normal())
    const factor = spread[0] / expected[0]
    for (const [at, value] of spread.entries()) expect(value).toBeCloseTo(factor * expected[at], 10)
    expect(spread.length).toBe(method.population(N) * N)
  })

  test('a state is never written to', () => {
    const state = run(method, method.init(start), 2)
    const before = structuredClone(state)
    run(method, state, 3)
    expect(state).toEqual(before)
  })

  test('a decoded state goes on to the same bits', () => {
    for (let iterations = 0; iterations < 6; iterations++) {
      const state = run(method, method.init(start), iterations)
      const decoded = method.decode(structuredClone(method.encode(state)), N)
      expect(decoded).toEqual(state)
      expect(run(method, decoded, 4)).toEqual(run(method, state, 4))
    }
  })

  test('what is no state is refused by name', () => {
    const tensors = method.encode(method.init(start))
    for (const [name, { shape, data }] of Object.entries(tensors)) {
      const { [name]: _, ...others } = tensors
      expect(() => method.decode(others, N)).toThrow(new RegExp(`no tensor ${name}`))
      const longer = { shape: [data.length + 1], data: new Float64Array(data.length + 1) }
      expect(() => method.decode({ ...others, [name]: longer }, N)).toThrow(
        new RegExp(`${name} has ${data.length + 1}`),
      )
      const bad = { shape, data: data.slice().fill(Number.NaN) }
      expect(() => method.decode({ ...others, [name]: bad }, N)).toThrow(new RegExp(`${name} holds NaN`))
    }
    const half = { shape: [], data: Float64Array.of(0.5) }
    expect(() => method.decode({ ...tensors, iteration: half }, N)).toThrow(/iteration holds 0.5/)
  })

  test('misuse is named', () => {
    const state = method.init(start)
    const candidates = method.ask(state, random)
    const fitness = fitnessOf(functions.sphere, candidates, N)
    expect(() => method.tell(state, candidates.slice(1), fitness)).toThrow(/expected \d+ candidates of 5, row-major/)
    expect(() => method.tell(state, candidates, fitness.slice(1))).toThrow(/expected one each/)
    expect(() => method.tell(state, candidates.slice().fill(Number.NaN, 7, 8), fitness)).toThrow(
      /number 2 of candidate 1 is NaN/,
    )
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => method.tell(state, candidates, fitness.slice().fill(value, 1, 2))).toThrow(
        /candidate 1 is (NaN|Infinity), expected a finite number; give -Infinity/,
      )
    const failed = fitness.slice().fill(Number.NEGATIVE_INFINITY)
    expect(() => method.tell(state, candidates, failed)).toThrow(/all \d+ candidates failed/)
    expect(() => method.init(new Float64Array())).toThrow(/expected at least one/)
    expect(() => method.init(Float64Array.of(1, Number.NaN))).toThrow(/number 1 of the first guess is NaN/)
  })

  test('candidates that failed rank below all others, in whatever order they come', () => {
    const state = run(method, method.init(start), 2)
    const candidates = method.ask(state, random)
    const fitness = fitnessOf(functions.rosenbrock, candidates, N)
    const least = fitness.reduce((a, b) => Math.min(a, b))
    const failing = [0, fitness.length - 1]
    const told = method.tell(
      state,
      candidates,
      fitness.map((value, k) => (failing.includes(k) ? Number.NEGATIVE_INFINITY : value)),
    )
    for (const value of told.mean) expect(value).toSatisfy(Number.isFinite)
    // Methods that look at the order alone cannot tell a failure from a fitness far below; the others must not see its size.
    const below = fitness.map((value, k) => (failing.includes(k) ? least - 1e9 - k : value))
    if (method.summary.startsWith('episodic RWR')) expect(told).not.toEqual(method.tell(state, candidates, below))
    else expect(told).toEqual(method.tell(state, candidates, below))
  })

  test('its numbers are finite and described', () => {
    const numbers = method.numbers(run(method, method.init(start), 2))
    expect(Object.keys(numbers).sort()).toEqual(Object.keys(method.measures).sort())
    expect(Object.values(numbers).every(Number.isFinite)).toBe(true)
  })
}

describe('CEM', () => laws(cemSearch({ population: 30, elite: 6, initialStd: 1, noise: 0.1, noiseDecay: 0.05 })))
describe('CMA-ES', () => laws(cmaEsSearch({ sigma: 0.5 })))
describe('CMA-ES without negative weights', () => laws(cmaEsSearch({ sigma: 0.5, active: false })))
describe('separable CMA-ES', () => laws(cmaEsSearch({ sigma: 0.5, covariance: 'separable' })))
describe('episodic RWR', () => laws(rwrSearch({ population: 30 })))

describe('the other methods find the bottom of a sphere', () => {
  // They fit a distribution of their own width to the candidates, so it must begin around the bottom to reach it.
  test.each([2, 5, 10, 20])('CEM in %i dimensions', (n) => {
    const method = cemSearch({ population: 40 + 20 * n, elite: 10 + 5 * n, initialStd: 2 })
    const counts = [1, 2, 3].map((seed) =>
      evaluationsTo(method, functions.sphere, new Float64Array(n).fill(1), { seed, limit: 4000 * n }),
    )
    expect(counts).not.toContain(undefined)
  })

  test.each([2, 5, 10, 20])('episodic RWR in %i dimensions', (n) => {
    const method = rwrSearch({ population: 20 * n, initialStd: 2 })
    const counts = [1, 2, 3].map((seed) =>
      evaluationsTo(method, functions.sphere, new Float64Array(n).fill(1), { seed, limit: 4000 * n }),
    )
    expect(counts).not.toContain(undefined)
  })
})

describe('by hand', () => {
  const candidates = Float64Array.of(0, 10, 2, 20, 4, 60)

  test('CEM takes mean and variance of the elite, and adds falling noise', () => {
    const state = initCem(Float64Array.of(0, 0), { population: 3, elite: 2, noise: 5, noiseDecay: 2 })
    const once = tellCem(state, candidates, [1, 3, 2])
    expect([...once.mean]).toEqual([3, 40])
    expect([...once.std]).toEqual([Math.sqrt(1 + 5), Math.sqrt(400 + 5)])
    const thrice = tellCem({ ...once, iteration: 2 }, candidates, [1, 3, 2])
    expect([...thrice.std]).toEqual([Math.sqrt(1 + 1), Math.sqrt(400 + 1)])
    expect([...tellCem({ ...once, iteration: 9 }, candidates, [1, 3, 2]).std]).toEqual([1, 20])
  })

  test('RWR weighs by the exponential of the fitness, and keeps its spread where one candidate outweighs all', () => {
    const state = initRwr(Float64Array.of(0, 0), { population: 3, sharpness: Math.log(4) })
    const { mean, std, effective } = tellRwr(state, candidates, [0, 1, 1])
    // Weights 1/4, 1, 1.
    expect(mean[0]).toBeCloseTo(6 / 2.25, 12)
    const squares = 0.25 * mean[0] ** 2 + (2 - mean[0]) ** 2 + (4 - mean[0]) ** 2
    expect(std[0]).toBeCloseTo(Math.sqrt(squares / ((2.25 ** 2 - 2.0625) / 2.25)), 12)
    expect(effective).toBeCloseTo(2.25 ** 2 / 2.0625, 12)
    const alone = tellRwr({ ...state, options: { ...state.options, sharpness: 1000 } }, candidates, [0, 2, 1])
    expect([...alone.mean]).toEqual([2, 20])
    expect([...alone.std]).toEqual([...state.std])
  })

  test('a candidate that failed is no part of the elite of CEM, and weighs nothing in RWR', () => {
    const failed = Number.NEGATIVE_INFINITY
    const cem = initCem(Float64Array.of(0, 0), { population: 3, elite: 2 })
    expect([...tellCem(cem, candidates, [failed, 3, failed]).mean]).toEqual([2, 20])
    const rwr = initRwr(Float64Array.of(0, 0), { population: 3, sharpness: Math.log(4) })
    const { mean, effective } = tellRwr(rwr, candidates, [failed, 0, 1])
    // Weights 0, 1/4, 1: the range is that of the others.
    expect(mean[0]).toBeCloseTo((0.25 * 2 + 4) / 1.25, 12)
    expect(effective).toBeCloseTo(1.25 ** 2 / 1.0625, 12)
    const flat = tellRwr({ ...rwr, options: { ...rwr.options, sharpness: 0 } }, candidates, [failed, 0, 1])
    expect([...flat.mean]).toEqual([3, 40])
  })

  test('RWR does not see the scale of the fitness', () => {
    const state = initRwr(Float64Array.of(0, 0), { population: 3 })
    expect(tellRwr(state, candidates, [8, 4, 6])).toEqual(tellRwr(state, candidates, [2, 0, 1]))
    const alike = tellRwr(state, candidates, [1, 1, 1])
    expect([...alike.mean]).toEqual([2, 30])
  })
})

test.each<[string, () => unknown, RegExp]>([
  ['population', () => cemSearch({ population: 1 } satisfies CemOptions), /population is 1, expected .* at least 2/],
  ['elite', () => cemSearch({ population: 4, elite: 5 }), /elite is 5, expected at most the population, which is 4/],
  ['initialStd', () => cemSearch({ initialStd: 0 }), /initialStd is 0/],
  ['noise', () => cemSearch({ noise: -1 }), /noise is -1/],
  ['sigma', () => cmaEsSearch({ sigma: Number.NaN } satisfies CmaEsOptions), /sigma is NaN/],
  ['lambda', () => cmaEsSearch({ population: 2 }), /population is 2, expected .* at least 3/],
  ['sharpness', () => rwrSearch({ sharpness: -1 } satisfies RwrOptions), /sharpness is -1/],
])('%s out of range is refused', (_, misuse, message) => {
  expect(misuse).toThrow(message)
})

import {
  createLocalTrainer,
  fisher,
  numberIn,
  type TrustRegionProblem,
  trustRegionDefaults,
  trustRegionUpdate,
} from '@trpo/core'
import { box, discrete, type Environment } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const number = fc.double({ min: -1, max: 1, noNaN: true })
const vectors = (count: number, size: number) =>
  fc.array(
    fc.array(number, { minLength: size, maxLength: size }).map((values) => Float64Array.from(values)),
    { minLength: count, maxLength: count },
  )
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0)

/**
 * L = g's - |s|^2 / 2 under KL = s'Fs / 2 + |s|^2 / 200, whose products are those of a part of F only: the outer products of
 * `seen`, which may be none.
 */
function partlySeen(
  g: Float64Array,
  seen: readonly Float64Array[],
  hidden: readonly Float64Array[],
): TrustRegionProblem {
  const along = (s: Float64Array, rows: readonly Float64Array[]) => rows.reduce((sum, row) => sum + dot(row, s) ** 2, 0)
  return {
    theta: new Float64Array(g.length),
    surrogate: 0,
    gradient: () => g.slice(),
    fisherProduct: (v) => g.map((_, i) => seen.reduce((sum, row) => sum + row[i] * dot(row, v), 0)),
    evaluate: (s) => ({
      surrogate: dot(g, s) - dot(s, s) / 2,
      kl: along(s, [...seen, ...hidden]) / 2 + dot(s, s) / 200,
    }),
  }
}

type Row = Float64Array<ArrayBuffer>

/** A gradient that A sees by rounding alone, so that the curvature along it comes out a little below 0. */
const seenByRounding: [Row[], Row[], Row[], 1e-4, 0.5] = [
  [Float64Array.of(0.9999999999999696, 0, 0, 0.9999999999999137, 0, 0)],
  [
    Float64Array.of(0, 0, 0, 0, 0.000057020508618955844, 0),
    Float64Array.of(0.9999999999999953, 0, 0, -0.9999999999999954, 0.21900051007986482, 0),
  ],
  [],
  1e-4,
  0.5,
]

/** The same where A is so small that the squares of its products underflow. */
const seenBelowUnderflow: [Row[], Row[], Row[], 1e-4, 0.5] = [
  [Float64Array.of(0, -0.043048918247222845, 0, 0, 1.5717716426719937e-124, -4.087627246764925e-142)],
  [Float64Array.of(0, 1.2532775377918492e-147, 0, 0, 5.8484268227166604e-27, -2.1395673180212558e-277)],
  [],
  1e-4,
  0.5,
]

/** The same where the curvature along it comes out above 0, and smaller than any normal number. */
const seenAsSubnormal: [Row[], Row[], Row[], 1e-4, 0.5] = [
  [Float64Array.of(0, 0.6832645008713681, 0, 0, 9.129179423829872e-126, 0.7546811477954642)],
  [Float64Array.of(0, 0, 0, 0, -8.467113331642899e-30, 0)],
  [],
  1e-4,
  0.5,
]

describe('without damping, and any subsample', () => {
  it('a step is found wherever the gradient on the whole batch is not zero', async () => {
    await fc.assert(
      fc.asyncProperty(
        vectors(1, 6).filter(([g]) => dot(g, g) > 1e-12),
        fc.integer({ min: 0, max: 6 }).chain((count) => vectors(count, 6)),
        vectors(4, 6),
        fc.constantFrom(1e-4, 0.01, 1),
        fc.constantFrom(0.5, 0.8, 'fitted' as const),
        async ([g], seen, hidden, maxKl, backtrackRatio) => {
          const problem = partlySeen(g, seen, hidden)
          const update = trustRegionUpdate({ damping: 0, maxKl, backtrackRatio })
          const { status, theta, numbers } = await update.step(problem)
          expect(status).toBe('accepted')
          expect(theta.every(Number.isFinite)).toBe(true)
          const { surrogate, kl } = await problem.evaluate(theta)
          expect(surrogate).toBeGreaterThan(0)
          expect(kl).toBeLessThanOrEqual(maxKl)
          expect([numbers['surrogateAfter'], numbers['kl']]).toEqual([surrogate, kl])
        },
      ),
      { numRuns: 300, examples: [seenByRounding, seenBelowUnderflow, seenAsSubnormal] },
    )
  })

  it('is Eq 18 where the subsample sees nothing at all', async () => {
    const g = Float64Array.of(3, 4)
    const { status, numbers } = await trustRegionUpdate({ damping: 0, maxKl: 1e-4 }).step(partlySeen(g, [], []))
    expect(status).toBe('accepted')
    expect(numbers['products']).toBe(1)
    expect(numbers['stepNorm']).toBeCloseTo(Math.sqrt(2e-4), 12)
  })
})

/** States in a ring, one of which pays: what is seen is which one. */
function ring(states = 20): Environment {
  let at = 0
  return {
    spec: {
      name: 'ring',
      observationSpace: box(new Array<number>(states).fill(0), new Array<number>(states).fill(1)),
      actionSpace: box([-1], [1]),
      timeLimit: 40,
    },
    reset(random) {
      at = random.integer(states)
    },
    step([push], random) {
      at = (at + (push + 0.1 * random.normal() > 0 ? 1 : states - 1)) % states
      return { reward: at === 0 ? 1 : 0, terminated: false }
    },
    observe(into) {
      into.fill(0)
      into[at] = 1
    },
  }
}

describe('appendix C as printed, with twenty states', () => {
  it('moves: no damping, 10 iterations, the product on a tenth of the samples', async () => {
    const trainer = createLocalTrainer({
      seed: 1,
      environment: () => ring(),
      model: gaussianMlp({ observationSize: 20, actionSize: 1, hidden: [16] }),
      quota: { kind: 'steps', steps: 480 },
      episodes: 'continue',
      damping: 0,
      cgIterations: 10,
      fisherStride: 10,
    })
    let state = trainer.init()
    const statuses = []
    for (let iteration = 0; iteration < 20; iteration++) {
      const [next, record] = await trainer.step(state)
      statuses.push(record.update.status)
      expect(numberIn(record, 'kl')).toBeLessThanOrEqual(0.01)
      state = next
    }
    await trainer.dispose()
    expect(statuses).toEqual(new Array(20).fill('accepted'))
  })
})

describe('without damping, on sampled problems', () => {
  it('a step is found wherever the gradient is not zero, whatever the seed, the sizes and the subsample', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.integer({ min: 3, max: 24 }),
        fc.integer({ min: 48, max: 240 }),
        fc.integer({ min: 2, max: 40 }),
        fc.constantFrom(0.5, 0.8, 'fitted' as const),
        async (seed, states, steps, fisherStride, backtrackRatio) => {
          const trainer = createLocalTrainer({
            seed,
            environment: () => ring(states),
            model: gaussianMlp({ observationSize: states, actionSize: 1, hidden: [8] }),
            quota: { kind: 'steps', steps },
            damping: 0,
            fisherStride,
            backtrackRatio,
          })
          let state = trainer.init()
          for (let iteration = 0; iteration < 3; iteration++) {
            const [next, record] = await trainer.step(state)
            const { status } = record.update
            expect(status).toBe(numberIn(record, 'gradientNorm') === 0 ? 'zeroGradient' : 'accepted')
            if (status === 'accepted') expect(numberIn(record, 'kl')).toBeLessThanOrEqual(0.01)
            state = next
          }
          await trainer.dispose()
        },
      ),
      { numRuns: 20 },
    )
  })
})

describe('damping relative to what the gradient sees of A', () => {
  it('gives a direction that does not depend on the scale of A', async () => {
    await fc.assert(
      fc.asyncProperty(
        vectors(1, 5).filter(([g]) => dot(g, g) > 1e-6),
        vectors(5, 5),
        fc.double({ min: 1e-4, max: 1e4, noNaN: true }),
        async ([g], seen, scale) => {
          const problem = partlySeen(g, seen, [])
          if (dot(g, await problem.fisherProduct(g)) < 1e-3 * dot(g, g)) return
          const scaled = {
            ...problem,
            fisherProduct: async (v: Float64Array) => (await problem.fisherProduct(v)).map((value) => scale * value),
          }
          const options = { ...trustRegionDefaults, damping: 0, relativeDamping: 0.1, maxKl: 1e-6 }
          const [a, b] = await Promise.all([problem, scaled].map((one) => trustRegionUpdate(options).step(one)))
          const cosine = dot(a.theta, b.theta) / Math.sqrt(dot(a.theta, a.theta) * dot(b.theta, b.theta))
          expect(cosine).toBeCloseTo(1, 6)
          expect(b.numbers['damping'] / a.numbers['damping'] / scale).toBeCloseTo(1, 9)
          expect(a.numbers['products']).toBeLessThanOrEqual(10)
        },
      ),
    )
  })

  it('takes no product more, and with none it is the absolute one, bit for bit', async () => {
    const g = Float64Array.of(1, -2, 0.5)
    let products = 0
    const seen = [Float64Array.of(1, 0.2, 0), Float64Array.of(0, 1, 0.3)]
    const problem = partlySeen(g, seen, [])
    const counted = {
      ...problem,
      fisherProduct: (v: Float64Array) => {
        products++
        return problem.fisherProduct(v)
      },
    }
    const { numbers } = await trustRegionUpdate({ damping: 0.1, relativeDamping: 0.5 }).step(counted)
    expect(products).toBe(numbers['products'])
    const absolute = await trustRegionUpdate({ damping: numbers['damping'] }).step(problem)
    const relative = await trustRegionUpdate({ damping: 0.1, relativeDamping: 0.5 }).step(problem)
    expect(relative).toEqual(absolute)
  })

  it('uses the trust region with a choice among 1,000 actions, where an absolute damping would not', async () => {
    const choice = (): Environment => ({
      spec: { name: 'choice', observationSpace: box([-1], [1]), actionSpace: discrete(1000), timeLimit: 1 },
      reset() {},
      step: ([action]) => ({ reward: action < 100 ? 1 : 0, terminated: true }),
      observe(into) {
        into[0] = 1
      },
    })
    const ratio = async (options: object) => {
      const quota = { kind: 'steps', steps: 1200 } as const
      const trainer = createLocalTrainer({ seed: 1, environment: choice, quota, gaeLambda: 1, ...options })
      const [, record] = await trainer.step(trainer.init())
      await trainer.dispose()
      return (numberIn(record, 'kl') ?? 0) / 0.01
    }
    expect(await ratio({ damping: 0.05 })).toBeLessThan(0.3)
    expect(await ratio({ damping: 0, relativeDamping: 0.1 })).toBeGreaterThan(0.5)
  })
})

it('the metric refuses a stride that is none', () => {
  expect(() => fisher(0)).toThrow(/fisherStride is 0/)
})

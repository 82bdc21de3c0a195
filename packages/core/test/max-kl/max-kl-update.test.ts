import {
  createTrainer,
  importanceSampled,
  inProcessShard,
  localParts,
  maxKlUpdate,
  numberIn,
  type RunParts,
  type StatewiseProblem,
  sampledObjective,
  statewiseObjective,
  trustRegionUpdate,
} from '@trpo/core'
import { updateRuleConformance } from '@trpo/core/conformance'
import { cartPole, type Lanes, lanesOf, timeLimit } from '@trpo/envs'
import { addScaled } from '@trpo/linalg'
import { gaussianMlp } from '@trpo/policies'
import type { PathBatch } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { klsOf, randomFactors } from './statewise-problems.ts'

const DELTA = 0.01
for (const { name, run } of updateRuleConformance(maxKlUpdate({ maxKl: DELTA }), { maxKl: DELTA, improves: true }))
  it(name, run)

/** L = g'd and the greatest KL over random states, both exactly as the step sees them. */
function linear(change: Partial<StatewiseProblem> = {}): StatewiseProblem {
  const theta = Float64Array.of(1, -2, 0.5)
  const factors = randomFactors(1, 20, 2, 3)
  return {
    theta,
    surrogate: 3,
    gradient: () => Float64Array.of(1, 2, -1),
    fisherProduct: (v) => v,
    fisherFactors: () => factors,
    evaluate(at) {
      const d = addScaled(at, -1, theta)
      return { surrogate: 3 + d[0] + 2 * d[1] - d[2], kl: Math.max(...klsOf({ factors, damping: 0 }, d)) }
    },
    ...change,
  }
}

const filled = (value: number) => () => new Float64Array(3).fill(value)
const factorsOf = (value: number) => () => ({ states: 1, rank: 1, size: 3, data: new Float64Array(3).fill(value) })

describe('a step under a bound on the greatest KL', () => {
  it('is the maximum itself where L and the KLs are what the step takes them for', async () => {
    const { status, numbers } = await maxKlUpdate({ maxKl: DELTA }).step(linear())
    expect(status).toBe('accepted')
    expect(numbers['backtracks']).toBe(0)
    expect(numbers['kl'] / DELTA).toBeCloseTo(1, 6)
    expect((numbers['surrogateAfter'] - 3) / numbers['expectedImprovement']).toBeCloseTo(1, 9)
    expect(numbers['gap']).toBeLessThanOrEqual(1e-8)
    expect(numbers['kktResidual']).toBeLessThanOrEqual(1e-8)
    expect(numbers['statesAtBound']).toBeGreaterThanOrEqual(1)
    expect(numbers['statesAtBound']).toBeLessThanOrEqual(3)
  })

  it('gains more of a linear L than a step along the natural gradient that keeps the same bound', async () => {
    const factors = randomFactors(1, 20, 2, 3)
    const fisherProduct = (v: Float64Array) => {
      const product = new Float64Array(3)
      for (let row = 0; row < 40; row++) {
        const entries = factors.data.subarray(3 * row, 3 * row + 3)
        const along = entries.reduce((sum, entry, i) => sum + entry * v[i], 0)
        for (let i = 0; i < 3; i++) product[i] += (along * entries[i]) / 20
      }
      return product
    }
    const problem = linear({ fisherProduct })
    const most = await maxKlUpdate({ maxKl: DELTA }).step(problem)
    const mean = await trustRegionUpdate({ maxKl: DELTA, damping: 0, backtrackRatio: 0.99, maxBacktracks: 500 }).step(
      problem,
    )
    expect([most.status, mean.status]).toEqual(['accepted', 'accepted'])
    expect(most.numbers['surrogateAfter']).toBeGreaterThan(mean.numbers['surrogateAfter'])
  })

  it.each<[string, Partial<StatewiseProblem>]>([
    ['zeroGradient', { gradient: filled(0) }],
    ['notFinite', { gradient: filled(Number.NaN) }],
    ['notFinite', { fisherFactors: factorsOf(Number.NaN) }],
    ['notFinite', { fisherFactors: factorsOf(Number.POSITIVE_INFINITY) }],
    ['notFinite', { evaluate: () => ({ surrogate: Number.NaN, kl: 0 }) }],
    ['noImprovement', { evaluate: () => ({ surrogate: 3, kl: 0 }) }],
    ['klExceeded', { evaluate: () => ({ surrogate: 4, kl: 1 }) }],
  ])('is %s, and theta stays as it is', async (expected, change) => {
    const problem = linear(change)
    const { status, theta } = await maxKlUpdate().step(problem)
    expect(status).toBe(expected)
    expect(theta).toBe(problem.theta)
  })

  it('goes along g where no state sees anything of it', async () => {
    const evaluate: StatewiseProblem['evaluate'] = (at) => ({ surrogate: at[0] + 2 * at[1] - at[2] + 7, kl: 0 })
    const problem = linear({ fisherFactors: factorsOf(0), evaluate })
    const { status, theta, numbers } = await maxKlUpdate({ maxKl: 0.03 }).step(problem)
    expect(status).toBe('accepted')
    for (const [i, slope] of [1, 2, -1].entries()) expect(theta[i] - problem.theta[i]).toBeCloseTo(0.1 * slope, 12)
    expect(numbers['gap']).toBe(Number.POSITIVE_INFINITY)
  })

  it('is also made by a direction that is less exact than the tolerance, and says how exact it is', async () => {
    const { status, numbers } = await maxKlUpdate({ tolerance: 1e-17 }).step(linear())
    expect(status).toBe('accepted')
    expect(numbers['gap']).toBeLessThan(1e-10)
    expect(Math.max(numbers['gap'], numbers['kktResidual'])).toBeGreaterThan(1e-17)
  })

  it.each([
    [{ maxKl: 0 }, /maxKl is 0; give a number above 0/],
    [{ damping: -1 }, /damping is -1; give a number of at least 0/],
    [{ tolerance: 0 }, /tolerance is 0; give a number in \(0, 1\)/],
    [{ tolerance: 1 }, /tolerance is 1; give/],
    [{ backtrackRatio: 1 }, /backtrackRatio is 1; give/],
  ])('refuses %o', (options, message) => {
    expect(() => maxKlUpdate(options)).toThrow(message)
  })

  it('refuses a setting of conjugate gradient', () => {
    const given = { maxKl: 0.01, cgIterations: 3 }
    expect(() => maxKlUpdate(given)).toThrow(/cgIterations/)
  })
})

describe('a run with a bound on the greatest KL', () => {
  const environment = () => timeLimit(cartPole(), 60)
  const createLanes = (count: number) => lanesOf(environment, count)
  const model = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [] })
  const local = localParts({ seed: 7, model, quota: { kind: 'steps', steps: 1200 }, lanes: 24 }, environment().spec)
  const parts: RunParts<PathBatch, Lanes, StatewiseProblem> = {
    ...local,
    objective: statewiseObjective({ form: importanceSampled() }),
    update: maxKlUpdate({ maxKl: DELTA, backtrackRatio: 'fitted' }),
  }

  it('keeps every sampled state within delta, with a gap that is written down', async () => {
    const parted: string[] = []
    const trainer = createTrainer(parts, [inProcessShard(parts, createLanes)], {
      entering: (part) => void parted.push(part),
    })
    let state = trainer.init()
    for (let iteration = 0; iteration < 3; iteration++) {
      const [next, record] = await trainer.step(state)
      expect(record.update.status).toBe('accepted')
      expect(numberIn(record, 'kl')).toBeLessThanOrEqual(DELTA)
      expect(numberIn(record, 'kl')).toBeGreaterThan(0.5 * DELTA)
      expect(numberIn(record, 'gap')).toBeLessThanOrEqual(1e-8)
      expect(numberIn(record, 'kktResidual')).toBeLessThanOrEqual(1e-8)
      state = next
    }
    expect(parted).toContain('fisher')
    expect(trainer.summary).toBe('max KL, delta 0.01')
    await trainer.dispose()
  })

  it('does not compile with an objective that gives no factors of single states', () => {
    const refused: RunParts<PathBatch, Lanes, StatewiseProblem> = {
      ...parts,
      // @ts-expect-error: the mean KL has no factors of single states.
      objective: sampledObjective<PathBatch>({ form: importanceSampled() }),
    }
    const unnamed: RunParts<PathBatch, Lanes> = {
      ...local,
      // @ts-expect-error: where nothing else is said, the problem has no factors.
      update: maxKlUpdate(),
    }
    const shards = [inProcessShard(refused, createLanes)]
    // @ts-expect-error: nor does a trainer take the two.
    const trainer = createTrainer({ ...local, update: maxKlUpdate() }, shards)
    expect([refused.objective.name, unnamed.update.name, trainer.summary]).toHaveLength(3)
  })

  it('compiles with a rule that asks for less', () => {
    const taken: RunParts<PathBatch, Lanes> = { ...parts, update: trustRegionUpdate() }
    expect(taken.update.name).toBe('trust region')
  })
})

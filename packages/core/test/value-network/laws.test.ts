import {
  adamFit,
  estimateContext,
  type Fill,
  type FillableSamples,
  type Pass,
  type Plain,
  type Shards,
  valueNetwork,
} from '@trpo/core'
import { mlp } from '@trpo/networks'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { LANE_GROUPS, type PathBatch, type SegmentEnd } from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchOf } from '../segments.ts'

const network = mlp({ inputSize: 1, hidden: [3], outputSize: 1 })
const theta = network.init(randomStream(3, 'init'))
const networkAt = (observation: number) => network.forward(theta, Float64Array.of(observation), 1).y[0]

/** The passes of an estimator by name, over every group of a batch. */
function runner(batch: PathBatch, estimator: ReturnType<typeof valueNetwork>) {
  const columns = new Map<string, Float64Array>()
  const column = (name: string) => {
    const there = columns.get(name) ?? new Float64Array(batch.rows)
    columns.set(name, there)
    return there
  }
  const policy = { ...gaussianMlp({ observationSize: 1, actionSize: 1, hidden: [] }), theta: new Float64Array(3) }
  const run = (name: string, ...args: readonly Plain[]): unknown => {
    const pass = estimator.passes.find((candidate) => candidate.name === name) as
      | Pass<PathBatch, readonly Plain[], unknown>
      | Fill<PathBatch, readonly Plain[], unknown>
    const parts = batch.groups.map((rows) => {
      const samples: FillableSamples<PathBatch> = {
        batch,
        rows,
        policy,
        column,
        fill: column,
        width: () => 1,
        once: (make) => make(samples, undefined),
      }
      return pass.over(samples, ...args)
    })
    return pass.combine(parts)
  }
  const shards: Shards<PathBatch> = {
    collect: () => Promise.reject(new Error('the samples are there')),
    run: async ({ name }, ...args) => run(name, ...args) as never,
  }
  return { run, column, shards, policy }
}

const reward = fc.double({ min: -10, max: 10, noNaN: true })
const unit = fc.double({ min: 0, max: 1, noNaN: true })
const end = fc.constantFrom<SegmentEnd>('terminated', 'truncated', 'cut')
const paths = fc.array(fc.tuple(fc.array(reward, { minLength: 1, maxLength: 8 }), end), { minLength: 1, maxLength: 12 })

const made = (lanes: number, settings: Partial<Parameters<typeof valueNetwork>[0]> = {}) =>
  valueNetwork({ network, lanes, fit: adamFit(), ...settings })

describe('advantages and targets of a value network', () => {
  it('are sums of the differences, from V of the last observation unless the segment terminated', () => {
    fc.assert(
      fc.property(
        paths,
        unit,
        unit,
        unit,
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (given, discount, lambda, other, sigma, level) => {
          const rewards = given.map(([list]) => list)
          const ends = given.map(([, how]) => how)
          const batch = batchOf(rewards, { ends, observation: (time, index) => [Math.sin(time + 10 * index)] })
          const estimator = made(given.length, { discount, gaeLambda: lambda, targetLambda: other })
          const { run, column } = runner(batch, estimator)
          const largest = 7
          run('values/advantages', theta, sigma, level, largest)
          for (const [index, { offset, length, lastObservation }] of batch.segments.entries()) {
            const values = rewards[index].map((_, t) => sigma * networkAt(batch.observations[offset + t]) + level)
            values.push(ends[index] === 'terminated' ? 0 : sigma * networkAt(lastObservation[0]) + level)
            const difference = (t: number) =>
              Math.max(-largest, Math.min(largest, rewards[index][t])) + discount * values[t + 1] - values[t]
            const sum = (from: number, factor: number) => {
              let total = 0
              for (let t = from; t < length; t++) total += factor ** (t - from) * difference(t)
              return total
            }
            for (let t = 0; t < length; t++) {
              expect(column('values')[offset + t]).toBeCloseTo(values[t], 9)
              expect(column('advantages')[offset + t]).toBeCloseTo(sum(t, discount * lambda), 8)
              expect(column('returns')[offset + t]).toBeCloseTo(values[t] + sum(t, discount * other), 8)
            }
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it('with lambda 1 are the discounted return, whatever the network says of the states before the last', () => {
    const batch = batchOf([[1, 2, 4]], { ends: ['terminated'] })
    const { run, column } = runner(batch, made(1, { discount: 0.5, targetLambda: 1 }))
    run('values/advantages', theta, 3, 2, Number.POSITIVE_INFINITY)
    for (const [t, expected] of [3, 4, 4].entries()) expect(column('returns')[t]).toBeCloseTo(expected, 12)
  })
})

describe('the explained variance', () => {
  // One lane, and one path, in each of the twelve groups.
  const onePerGroup = fc.array(fc.tuple(fc.array(reward, { minLength: 1, maxLength: 5 }), end), {
    minLength: LANE_GROUPS,
    maxLength: LANE_GROUPS,
  })
  const variance = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  }

  it('is 1 - var(y - V) / var(y) of the columns, and the trust in the advantages', async () => {
    await fc.assert(
      fc.asyncProperty(onePerGroup, unit, fc.boolean(), async (given, lambda, scaleRewards) => {
        const rewards = given.map(([list]) => list)
        const batch = batchOf(rewards, {
          ends: given.map(([, how]) => how),
          observation: (time, index) => [Math.sin(time + 10 * index)],
        })
        const estimator = made(given.length, { targetLambda: lambda, scaleRewards })
        const { shards, column, policy } = runner(batch, estimator)
        const state = estimator.init(randomStream(5, 'init'))
        const { numbers, trust } = await estimator.estimate(shards, state, policy, estimateContext(1, 0))
        const [targets, values] = [[...column('returns')], [...column('values')]]
        fc.pre(variance(targets) > 1e-3)
        const expected = 1 - variance(targets.map((target, row) => target - values[row])) / variance(targets)
        expect(numbers['explainedVariance']).toBeCloseTo(expected, 6)
        expect(trust).toBe(numbers['explainedVariance'])
      }),
      { numRuns: 40 },
    )
  })
})

describe('the level of the values', () => {
  // One lane, and one path, in each of the twelve groups.
  const batch = batchOf(
    Array.from({ length: LANE_GROUPS }, (_, index) => [1, index, 4].slice(index % 3)),
    { ends: ['cut', 'truncated'], observation: (time, index) => [Math.sin(time + 10 * index)] },
  )
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

  it('moves by the mean of y - V, so that the targets of the network have the mean of its values', async () => {
    const estimator = made(LANE_GROUPS, { keepLevel: true, discount: 0.9999 })
    const { shards, column, policy, run } = runner(batch, estimator)
    const state = {
      ...estimator.init(randomStream(5, 'init')),
      'critic.level': { shape: [1], data: Float64Array.of(6) },
    }
    const estimate = await estimator.estimate(shards, state, policy, estimateContext(1, 0))
    const [level] = estimate.state['critic.level'].data
    const [values, targets] = [column('values'), column('returns')]
    expect(level).toBeCloseTo(6 + mean(targets) - mean(values), 9)
    const sigma = estimate.numbers['rewardScale']
    const { targets: fitted } = run('values/rows', sigma, level) as { targets: Float64Array }
    expect(mean(fitted)).toBeCloseTo((mean(values) - 6) / sigma, 9)
  })

  it('is not there where none is kept', () => {
    expect(Object.keys(made(1).init(randomStream(5, 'init')))).not.toContain('critic.level')
  })
})

describe('the running discounted return', () => {
  const batch = batchOf([[1, 2], [3], [5]], { ends: ['cut', 'truncated', 'cut'] })
  const continued: PathBatch = {
    ...batch,
    segments: batch.segments.map((segment) => (segment.lane === 1 ? segment : { ...segment, start: 4 })),
    // Three of the twelve groups of three lanes have one.
    groups: Array.from({ length: 12 }, (_, group) => {
      const own = group % 4 === 3 ? (group - 3) / 4 : undefined
      const at = Math.floor((group + 1) / 4)
      const rows = [0, 2, 3, 4]
      return {
        group,
        start: own === undefined ? rows[at] : rows[own],
        end: rows[at],
        firstSegment: own ?? at,
        lastSegment: at,
      }
    }),
  }

  it('goes on where an episode does, begins at 0 elsewhere, and is 0 after an end', () => {
    const { run } = runner(continued, made(3, { discount: 0.5 }))
    const result = run('values/running-returns', Float64Array.of(8, 100, 0)) as {
      moments: readonly { count: number; mean: number; m2: number }[]
      last: Float64Array
    }
    // 0.5 x 8 + 1 = 5, then 0.5 x 5 + 2 = 4.5; 3 of an episode of its own; 0.5 x 0 + 5.
    expect([...result.last]).toEqual([4.5, 0, 5])
    expect(result.moments.filter(({ count }) => count > 0)).toEqual([
      { count: 2, mean: 4.75, m2: 0.125 },
      { count: 1, mean: 3, m2: 0 },
      { count: 1, mean: 5, m2: 0 },
    ])
  })
})

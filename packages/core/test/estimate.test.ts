import {
  type Baseline,
  createTrainer,
  inProcessShard,
  localParts,
  numberIn,
  type Shard,
  type UpdateRule,
} from '@trpo/core'
import { box, type Environment, lanesOf } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { describe, expect, it } from 'vitest'
import type { Settings } from './settings.ts'

/**
 * Two lanes that play a script: lane 0 terminates after 2 steps, then is truncated after 3, then is cut after 1; lane 1 is
 * truncated after 3, then is cut after 3. The reward of step n of a lane is n + 1 (10 more in lane 1), the observation its
 * number of steps so far.
 */
function scripted(): () => Environment {
  const ends = [
    ['', 'terminated', '', '', 'truncated'],
    ['', '', 'truncated'],
  ]
  let made = 0
  return () => {
    const lane = made++
    let steps = 0
    return {
      spec: { name: 'script', observationSpace: box([0], [100]), actionSpace: box([-Infinity], [Infinity]) },
      reset() {},
      step() {
        const end = ends[lane][steps]
        steps++
        return { reward: 10 * lane + steps, terminated: end === 'terminated', truncated: end === 'truncated' }
      },
      observe(into) {
        into[0] = steps
      },
    }
  }
}

/** A baseline whose value is its one parameter times the observation: 0.5 before any fit, and 2 when fitted to 12 rows. */
const proportional = (fitOn: 'current' | 'previous'): Baseline => ({
  name: 'proportional',
  fitOn,
  initial: () => Float64Array.of(0.5),
  statisticsSize: 1,
  accumulate(_batch, { length }, _returns, into) {
    into[0] += length
  },
  solve: ([rows]) => Float64Array.of(rows / 6),
  predict([slope], batch, { offset, length }, into) {
    for (let row = offset; row < offset + length; row++) into[row] = slope * batch.observations[row]
  },
  predictLast: ([slope], _batch, { lastObservation }) => slope * lastObservation[0],
})

const GAMMA = 0.5

async function advantagesOf(change: Partial<Settings>, standardize = false) {
  const model = gaussianMlp({ observationSize: 1, actionSize: 1, hidden: [] })
  const rejected: UpdateRule = {
    name: 'none',
    summary: 'no update',
    measures: {},
    step: ({ theta }) => ({ status: 'noImprovement', theta, numbers: {} }),
  }
  const parts = localParts(
    {
      model,
      baseline: proportional('previous'),
      seed: 1,
      lanes: 2,
      quota: { kind: 'steps', steps: 12 },
      discount: GAMMA,
      fisherStride: 1,
      standardizeAdvantages: standardize,
      update: rejected,
      ...change,
    },
    scripted()().spec,
  )
  const inner = inProcessShard(parts, (count) => lanesOf(scripted(), count))
  // The sums of advantages of each lane group that has rows, as the objective gets them: one lane each.
  const sums: number[] = []
  const shard: Shard = {
    ...inner,
    async run(pass, args) {
      const groups = await inner.run(pass, args)
      if (pass === 'surrogate/start') for (const { values } of groups) if (values[1] > 0) sums.push(values[0])
      return groups
    },
  }
  const trainer = createTrainer(parts, [shard])
  const [state, record] = await trainer.step(trainer.init())
  return { sums, state, record }
}

/** The sum over a lane's steps of return minus slope x observation, straight from the definition. */
function expected(lane: 0 | 1, slope: number, tailSlope: number, lambda = 1): number {
  const segments =
    lane === 0
      ? [
          { from: 0, to: 2, open: false },
          { from: 2, to: 5, open: true },
          { from: 5, to: 6, open: true },
        ]
      : [
          { from: 0, to: 3, open: true },
          { from: 3, to: 6, open: true },
        ]
  let sum = 0
  for (const { from, to, open } of segments)
    for (let t = from; t < to; t++)
      for (let k = t; k < to; k++) {
        const tail = open ? tailSlope * to : 0
        const next = k + 1 < to ? slope * (k + 1) : tail
        const residual = 10 * lane + k + 1 + GAMMA * next - slope * k
        sum += (GAMMA * lambda) ** (k - t) * residual
      }
  return sum
}

describe('advantages of terminated, truncated and cut segments', () => {
  it.each([
    ['none', 'previous', 1, 0.5, 0],
    ['baseline', 'previous', 1, 0.5, 0.5],
    ['none', 'current', 1, 2, 0],
    ['baseline', 'previous', 0.7, 0.5, 0.5],
    ['none', 'previous', 0, 0.5, 0],
  ] as const)(
    'bootstrap %s, baseline fitted on the %s batch, lambda %d',
    async (bootstrap, fitOn, gaeLambda, slope, tail) => {
      const { sums } = await advantagesOf({ bootstrap, gaeLambda, baseline: proportional(fitOn) })
      expect(sums).toHaveLength(2)
      expect(sums[0]).toBeCloseTo(expected(0, slope, tail, gaeLambda), 10)
      expect(sums[1]).toBeCloseTo(expected(1, slope, tail, gaeLambda), 10)
    },
  )

  it('a current baseline bootstraps returns from the one it had before', async () => {
    const { sums } = await advantagesOf({ bootstrap: 'baseline', baseline: proportional('current') })
    // Monte Carlo returns end in the carried slope .5; what is taken off is the fitted slope 2.
    const returns = expected(0, 0, 0.5)
    expect(sums[0]).toBeCloseTo(returns - 2 * (0 + 1 + 2 + 3 + 4 + 5), 10)
  })

  it('carry the fitted baseline to the next batch', async () => {
    expect([...(await advantagesOf({})).state.estimator['baseline'].data]).toEqual([2])
  })

  it('standardised, have mean 0 and standard deviation 1', async () => {
    const { sums, record } = await advantagesOf({}, true)
    expect(sums[0] + sums[1]).toBeCloseTo(0, 10)
    const raw = await advantagesOf({})
    const mean = (raw.sums[0] + raw.sums[1]) / 12
    expect(numberIn(record, 'advantageMean')).toBeCloseTo(mean, 12)
    expect(sums[0]).toBeCloseTo((raw.sums[0] - 6 * mean) / (numberIn(record, 'advantageStd') ?? 0), 10)
  })
})

describe('the record of these segments', () => {
  it('counts how they ended, and takes returns of those that did only', async () => {
    const { record } = await advantagesOf({})
    expect(record.episodes).toEqual({
      count: 5,
      terminated: 1,
      truncated: 2,
      cut: 2,
      meanReturn: (3 + 12 + 36) / 3,
      stdReturn: Math.sqrt(((3 - 17) ** 2 + (12 - 17) ** 2 + (36 - 17) ** 2) / 3),
      minReturn: 3,
      maxReturn: 36,
      meanLength: 8 / 3,
    })
    expect(record).toMatchObject({ steps: 12, meanReward: (21 + 60 + 21) / 12 })
  })

  it('says how much of the returns the baseline explains, whatever lambda', async () => {
    const first = numberIn((await advantagesOf({})).record, 'explainedVariance')
    const second = numberIn((await advantagesOf({ gaeLambda: 0.3 })).record, 'explainedVariance')
    expect(first).not.toBeNull()
    expect(second).toBe(first)
  })
})

import {
  createTrainer,
  inProcessShard,
  linearFeatureBaseline,
  localParts,
  type Trainer,
  timeDependentBaseline,
  zeroBaseline,
} from '@trpo/core'
import { box, cartPole, type Environment, type Lanes, lanesOf, timeLimit, timeLimitLanes } from '@trpo/envs'
import { paperSwimmerTask, planarLanes } from '@trpo/envs/planar'
import { gaussianMlp } from '@trpo/policies'
import { type GroupRange, LANE_GROUPS } from '@trpo/samplers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Settings } from '../settings.ts'

/** A walk that draws at every reset and step, and ends beyond 2. */
function walk(): Environment {
  let x = 0
  return {
    spec: { name: 'walk', observationSpace: box([-Infinity], [Infinity]), actionSpace: box([-1], [1]) },
    reset(random) {
      x = random.uniform() - 0.5
    },
    step([push], random) {
      x += 0.3 * Math.max(-1, Math.min(1, push)) + 0.4 * random.normal()
      return { reward: 1 - x * x, terminated: Math.abs(x) > 2 }
    },
    observe(into) {
      into[0] = x
    },
  }
}

interface Task {
  readonly name: string
  readonly observationSize: number
  readonly actionSize: number
  createLanes(count: number, limit: number): Lanes
}

const tasks: readonly Task[] = [
  {
    name: 'cart-pole',
    observationSize: 4,
    actionSize: 1,
    createLanes: (count, limit) => lanesOf(() => timeLimit(cartPole(), limit), count),
  },
  {
    name: 'a walk with draws in every step',
    observationSize: 1,
    actionSize: 1,
    createLanes: (count, limit) => lanesOf(() => timeLimit(walk(), limit), count),
  },
  {
    name: 'the swimmer on planar physics',
    observationSize: 9,
    actionSize: 2,
    createLanes: (count, limit) => timeLimitLanes(planarLanes(paperSwimmerTask, count), limit),
  },
]

describe.each(tasks)('$name, with episodes that go on', ({ observationSize, actionSize, createLanes }) => {
  const model = gaussianMlp({ observationSize, actionSize, hidden: [3] })

  /** A run on shards of these lane groups. */
  function trainerOf(settings: Settings, limit: number, ranges: readonly GroupRange[]): Trainer {
    const parts = localParts(settings, createLanes(1, limit).spec)
    const shards = ranges.map((range) => inProcessShard(parts, (count) => createLanes(count, limit), range))
    return createTrainer(parts, shards)
  }

  it('has the same bits in any shards, stopped and resumed at any iteration', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.nat(1000),
          lanes: fc.integer({ min: 12, max: 19 }),
          more: fc.integer({ min: 20, max: 150 }),
          limit: fc.integer({ min: 2, max: 40 }),
          baseline: fc.constantFrom('linear', 'time', 'zero'),
          gaeLambda: fc.constantFrom(1, 0.9),
          stateWeighting: fc.constantFrom('undiscounted' as const, 'discounted' as const),
          cuts: fc.uniqueArray(fc.integer({ min: 1, max: LANE_GROUPS - 1 }), { maxLength: 4 }),
          stops: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        }),
        async ({ seed, lanes, more, limit, baseline, gaeLambda, stateWeighting, cuts, stops }) => {
          const settings: Settings = {
            seed,
            model,
            lanes,
            gaeLambda,
            stateWeighting,
            baseline: {
              linear: linearFeatureBaseline(observationSize),
              time: timeDependentBaseline(limit),
              zero: zeroBaseline(),
            }[baseline],
            quota: { kind: 'steps', steps: lanes + more },
            episodes: 'continue',
            discount: 0.95,
            bootstrap: 'baseline',
            fisherStride: 3,
            normalizeObservations: true,
          }
          const undisturbed = trainerOf(settings, limit, [{ first: 0, last: LANE_GROUPS }])
          const bounds = [0, ...cuts.sort((a, b) => a - b), LANE_GROUPS]
          const ranges = bounds.slice(1).map((last, part) => ({ first: bounds[part], last }))
          let trainer = trainerOf(settings, limit, ranges)
          let expected = undisturbed.init()
          let state = trainer.init()
          for (const stop of stops) {
            const [nextExpected, { timings: _, ...expectedRecord }] = await undisturbed.step(expected)
            if (stop) {
              await trainer.dispose()
              const encoded = trainer.encode(state)
              trainer = trainerOf(settings, limit, ranges)
              state = trainer.decode(encoded)
            }
            const [next, { timings: _timings, ...record }] = await trainer.step(state)
            expect(next).toEqual(nextExpected)
            expect(record).toEqual(expectedRecord)
            expected = nextExpected
            state = next
          }
          await undisturbed.dispose()
          await trainer.dispose()
        },
      ),
      { numRuns: 8 },
    )
  })
})

import {
  clipAction,
  discrete,
  type Environment,
  frameStack,
  isRestorable,
  lanesOf,
  type RestorableEnvironment,
  scaleAction,
  scaleReward,
  type TimeLimitSnapshot,
  timeLimit,
  timeLimitLanes,
} from '@trpo/envs'
import { environmentConformance, lanesConformance } from '@trpo/envs/conformance'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { counter, plainCounter, type Seen } from './counter.ts'

const random = randomStream(1, 'test').seek(0, 0, 0)
const action = Float64Array.of(0.5, 0.25)

const discreteCounter: Environment = {
  ...plainCounter(),
  spec: { ...plainCounter().spec, actionSpace: discrete(2) },
}

describe('every transform', () => {
  const transforms: [string, (inner: RestorableEnvironment) => RestorableEnvironment][] = [
    ['timeLimit', (inner) => timeLimit(inner, 5)],
    ['scaleReward', (inner) => scaleReward(inner, -3)],
    ['scaleAction', (inner) => scaleAction(inner)],
    ['clipAction', (inner) => clipAction(inner)],
    ['frameStack', (inner) => frameStack(inner, 3)],
    ['all of them', (inner) => scaleReward(frameStack(timeLimit(scaleAction(clipAction(inner)), 5), 2), 2)],
  ]
  for (const [name, transform] of transforms) {
    describe(name, () => {
      for (const check of environmentConformance(() => transform(counter()))) it(check.name, check.run)

      it('can restore exactly where the inner environment can', () => {
        expect(isRestorable(transform(counter()))).toBe(true)
        // A plain object at run time: what the overloads promise is for callers who know.
        const plain: Environment = plainCounter()
        expect(isRestorable(timeLimit(plain, 5))).toBe(false)
        expect(isRestorable(scaleReward(plain, 5))).toBe(false)
        expect(isRestorable(scaleAction(plain))).toBe(false)
        expect(isRestorable(clipAction(plain))).toBe(false)
      })

      it('passes dispose on, and has none where there is none', () => {
        const seen: Seen = { actions: [], disposals: 0 }
        transform(counter(9, seen)).dispose?.()
        expect(seen.disposals).toBe(1)
        expect('dispose' in timeLimit(plainCounter(), 5)).toBe(false)
        expect('dispose' in scaleReward(plainCounter(), 5)).toBe(false)
      })
    })
  }
})

describe('types', () => {
  type Counted = readonly [number, number]

  it('say that what restores goes on restoring, with which snapshots', () => {
    expectTypeOf(timeLimit(counter(), 5)).toEqualTypeOf<RestorableEnvironment<TimeLimitSnapshot<Counted>>>()
    expectTypeOf(scaleReward(counter(), 5)).toEqualTypeOf<RestorableEnvironment<Counted>>()
    expectTypeOf(scaleAction(counter())).toEqualTypeOf<RestorableEnvironment<Counted>>()
    expectTypeOf(clipAction(counter())).toEqualTypeOf<RestorableEnvironment<Counted>>()
  })

  it('say that what does not restore does not begin to', () => {
    expectTypeOf(timeLimit(plainCounter(), 5)).toEqualTypeOf<Environment>()
    expectTypeOf(scaleReward(plainCounter(), 5)).toEqualTypeOf<Environment>()
    expectTypeOf(scaleAction(plainCounter())).toEqualTypeOf<Environment>()
    expectTypeOf(clipAction(plainCounter())).toEqualTypeOf<Environment>()
  })
})

describe('timeLimit', () => {
  /** [terminated, truncated] of each step until either. */
  function ends(environment: Environment): [boolean, boolean | undefined][] {
    environment.reset(random)
    const flags: [boolean, boolean | undefined][] = []
    for (;;) {
      const { terminated, truncated } = environment.step(action, random)
      flags.push([terminated, truncated])
      if (terminated || truncated) return flags
    }
  }

  it('truncates at the limit, and starts to count anew at each reset', () => {
    const limited = timeLimit(counter(), 3)
    expect(limited.spec.timeLimit).toBe(3)
    for (let episode = 0; episode < 2; episode++) {
      expect(ends(limited)).toEqual([
        [false, false],
        [false, false],
        [false, true],
      ])
    }
  })

  it('lets an environment that terminates in the last step terminate', () => {
    expect(ends(timeLimit(counter(3), 3)).at(-1)).toEqual([true, false])
    expect(ends(timeLimit(counter(2), 3))).toEqual([
      [false, false],
      [true, false],
    ])
  })

  it.each([
    [3, 5],
    [5, 3],
  ])('has the smaller of two limits in force (%i in %i)', (inner, outer) => {
    const limited = timeLimit(timeLimit(counter(), inner), outer)
    expect(limited.spec.timeLimit).toBe(3)
    expect(ends(limited)).toHaveLength(3)
  })

  it('restores its own count', () => {
    const limited = timeLimit(counter(), 4)
    limited.reset(random)
    limited.step(action, random)
    const snapshot = limited.snapshot()
    expect(snapshot.elapsed).toBe(1)
    limited.step(action, random)
    limited.step(action, random)
    limited.restore(snapshot)
    const truncated = [1, 2, 3].map(() => limited.step(action, random).truncated)
    expect(truncated).toEqual([false, false, true])
  })

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses a limit of %s', (steps) => {
    expect(() => timeLimit(counter(), steps)).toThrow(RangeError)
    expect(() => timeLimitLanes(lanesOf(counter, 1), steps)).toThrow(RangeError)
  })

  describe('on lanes', () => {
    for (const end of [5, 9, 12]) {
      describe(`of episodes of ${end} steps, limited to 9`, () => {
        const lanes = (count: number) =>
          timeLimitLanes(
            lanesOf(() => counter(end), count),
            9,
          )
        const single = () => timeLimit(counter(end), 9)
        for (const check of lanesConformance(lanes, { single })) it(check.name, check.run)
        it('sets spec.timeLimit', () => expect(lanes(1).spec.timeLimit).toBe(9))
      })
    }
  })
})

describe('scaleReward', () => {
  it('multiplies rewards and leaves the ends alone', () => {
    const scaled = scaleReward(timeLimit(counter(), 1), -4)
    scaled.reset(random)
    expect(scaled.step(action, random)).toEqual({ reward: -2, terminated: false, truncated: true })
  })

  it('refuses a factor that is not finite', () => {
    expect(() => scaleReward(counter(), Number.NaN)).toThrow('reward factor is NaN')
  })
})

describe('scaleAction', () => {
  function received(...entries: number[]): number[] {
    const seen: Seen = { actions: [], disposals: 0 }
    const scaled = scaleAction(counter(9, seen))
    scaled.reset(random)
    scaled.step(Float64Array.from(entries), random)
    return seen.actions[0]
  }

  it('maps -1, 0 and 1 to the bounds and the middle, and goes on beyond them', () => {
    expect(received(-1, -1)).toEqual([-2, -1])
    expect(received(1, 1)).toEqual([4, 1])
    expect(received(0, 0)).toEqual([1, 0])
    expect(received(2, -3)).toEqual([7, -3])
  })

  it('hits the bounds exactly, whatever they are', () => {
    const finite = fc.double({ noNaN: true, min: -1e100, max: 1e100 })
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        let got = Number.NaN
        const inner: Environment = {
          ...plainCounter(),
          spec: { ...plainCounter().spec, actionSpace: { kind: 'box', low: [low], high: [high] } },
          step: (action) => {
            got = action[0]
            return { reward: 0, terminated: false }
          },
        }
        const scaled = scaleAction(inner)
        scaled.step(Float64Array.of(1), random)
        // + 0 turns -0, which equals 0, into it.
        expect(got + 0).toBe(high + 0)
        scaled.step(Float64Array.of(-1), random)
        expect(got + 0).toBe(low + 0)
      }),
    )
  })

  it('shows the policy the box [-1, 1]', () => {
    expect(scaleAction(counter()).spec.actionSpace).toEqual({ kind: 'box', low: [-1, -1], high: [1, 1] })
  })

  it('refuses what it cannot scale', () => {
    expect(() => scaleAction(discreteCounter)).toThrow(
      'scaleAction needs a box of actions, counter takes 1 of 2 choices',
    )
    const open: Environment = {
      ...plainCounter(),
      spec: { ...plainCounter().spec, actionSpace: { kind: 'box', low: [0], high: [Number.POSITIVE_INFINITY] } },
    }
    expect(() => scaleAction(open)).toThrow('finite bounds')
    expect(() => scaleAction(counter()).step(new Float64Array(3), random)).toThrow(
      'action has length 3, counter expects 2',
    )
  })
})

describe('clipAction', () => {
  it('clamps to the box, and leaves what is inside alone', () => {
    const seen: Seen = { actions: [], disposals: 0 }
    const clipped = clipAction(counter(9, seen))
    clipped.reset(random)
    for (const entries of [
      [-9, 9],
      [9, -9],
      [0.1, 0.2],
      [Number.POSITIVE_INFINITY, Number.NaN],
    ]) {
      clipped.step(Float64Array.from(entries), random)
    }
    expect(seen.actions).toEqual([
      [-2, 1],
      [4, -1],
      [0.1, 0.2],
      [4, Number.NaN],
    ])
  })

  it('keeps the specification', () => {
    const inner = counter()
    expect(clipAction(inner).spec).toBe(inner.spec)
  })

  it('refuses actions that are no box, and lengths that are not theirs', () => {
    expect(() => clipAction(discreteCounter)).toThrow('clipAction needs a box')
    expect(() => clipAction(counter()).step(new Float64Array(1), random)).toThrow(
      'action has length 1, counter expects 2',
    )
  })
})

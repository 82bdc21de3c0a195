import { box, type Environment, lanesOf, scaleReward, timeLimit } from '@trpo/envs'
import { lanesConformance } from '@trpo/envs/conformance'
import { type Random, randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'
import { counter, plainCounter, type Seen } from './counter.ts'

const random: Random = randomStream(1, 'test').seek(0, 0, 0)

function stepOnce(create: () => Environment, count = 3): () => void {
  return () => {
    const lanes = lanesOf(create, count)
    for (let lane = 0; lane < count; lane++) lanes.reset(lane, random)
    const active = new Uint8Array(count).fill(1)
    lanes.observe(active, new Float64Array(2 * count))
    const [terminated, truncated] = [new Uint8Array(count), new Uint8Array(count)]
    const randoms = new Array<Random>(count).fill(random)
    lanes.step(active, new Float64Array(2 * count), randoms, new Float64Array(count), terminated, truncated)
  }
}

/** The first `fine` environments are counters, the next is altered. */
function alteredAfter(fine: number, alter: (environment: Environment) => Environment): () => Environment {
  let made = 0
  return () => (made++ < fine ? plainCounter() : alter(plainCounter()))
}

describe('lanesOf', () => {
  for (const check of lanesConformance((count) => lanesOf(() => counter(7), count), { single: () => counter(7) })) {
    it(check.name, check.run)
  }

  it('writes both flags, and terminated wins', () => {
    const flags = [{ terminated: true, truncated: true }, { terminated: false, truncated: true }, { terminated: false }]
    let made = 0
    const create = () => {
      const own = flags[made++]
      return { ...plainCounter(), step: () => ({ reward: -1, ...own }) }
    }
    const lanes = lanesOf(create, 3)
    const [terminated, truncated, rewards] = [new Uint8Array(3), new Uint8Array(3), new Float64Array(3)]
    lanes.step(new Uint8Array(3).fill(1), new Float64Array(6), [random, random, random], rewards, terminated, truncated)
    expect([...terminated]).toEqual([1, 0, 0])
    expect([...truncated]).toEqual([0, 1, 0])
    expect([...rewards]).toEqual([-1, -1, -1])
  })

  it.each([
    [undefined, 'an array of its own to each step, which an environment may keep', 6],
    [true, 'one array again and again to environments that only read it, under a transform too', 1],
  ])('hands, with readsActionOnly %s, %s', (readsActionOnly, _what, arrays) => {
    const seen = new Set<Float64Array>()
    const create = () => ({
      ...plainCounter(),
      ...(readsActionOnly !== undefined && { readsActionOnly }),
      step(action: Float64Array) {
        seen.add(action)
        return { reward: action[0], terminated: false }
      },
    })
    const lanes = lanesOf(() => scaleReward(timeLimit(create(), 9), 2), 2)
    const rewards = new Float64Array(2)
    for (let step = 0; step < 3; step++)
      lanes.step(
        Uint8Array.of(1, 1),
        Float64Array.of(step, 0, step + 1, 0),
        [random, random],
        rewards,
        new Uint8Array(2),
        new Uint8Array(2),
      )
    expect(seen.size).toBe(arrays)
    expect([...rewards]).toEqual([4, 6])
  })

  it('keeps the methods of an instance together with it', () => {
    class Walker {
      readonly spec = plainCounter().spec
      position = 0
      reset() {
        this.position = 5
      }
      step() {
        this.position += 1
        return { reward: this.position, terminated: false }
      }
      observe(into: Float64Array) {
        into.fill(this.position)
      }
    }
    const lanes = lanesOf(() => new Walker(), 1)
    lanes.reset(0, random)
    const into = new Float64Array(2)
    lanes.observe(Uint8Array.of(1), into)
    expect([...into]).toEqual([5, 5])
  })

  it('disposes of every environment once', () => {
    const seen: Seen = { actions: [], disposals: 0 }
    const lanes = lanesOf(() => counter(9, seen), 4)
    lanes.dispose()
    lanes.dispose()
    expect(seen.disposals).toBe(4)
    expect(() => lanes.reset(0, random)).toThrow('after dispose()')
  })

  it('disposes of what it made when a later environment cannot be made', () => {
    const seen: Seen = { actions: [], disposals: 0 }
    let made = 0
    const create = () => {
      if (made++ === 2) throw new Error('no more')
      return counter(9, seen)
    }
    expect(() => lanesOf(create, 4)).toThrow('no more')
    expect(seen.disposals).toBe(2)
  })

  it.each<[string, () => Environment, string]>([
    [
      'another specification',
      alteredAfter(1, (inner) => ({ ...inner, spec: { ...inner.spec, name: 'other' } })),
      'lane 1: its spec {"name":"other"',
    ],
    [
      'another bound, an infinite one',
      alteredAfter(1, (inner) => ({
        ...inner,
        spec: { ...inner.spec, observationSpace: box([0, 0], [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]) },
      })),
      'lane 1: its spec',
    ],
    [
      'an observation too short',
      alteredAfter(2, (inner) => ({ ...inner, observe: (into) => into.set([1]) })),
      'lane 2 of counter: observe() leaves entry 1 unwritten, or NaN: its space has 2 numbers',
    ],
    [
      'an observation too long, written entry by entry',
      alteredAfter(2, (inner) => ({
        ...inner,
        observe(into) {
          for (let i = 0; i < 3; i++) into[i] = i
        },
      })),
      'lane 2 of counter: observe() writes entry 2, its space has 2 numbers (0 to 1)',
    ],
    [
      'an observation too long, written at once',
      alteredAfter(0, (inner) => ({ ...inner, observe: (into) => into.set([1, 2, 3]) })),
      'lane 0 of counter: observe() does not fit into the 2 numbers of its space',
    ],
    [
      'a step without a reward',
      alteredAfter(1, (inner) => ({ ...inner, step: () => JSON.parse('{"terminated":false}') })),
      'lane 1: step() of counter returned an object with the keys [terminated]',
    ],
    [
      'an asynchronous step',
      alteredAfter(0, (inner) => ({ ...inner, step: () => JSON.parse('null') })),
      'lane 0: step() of counter returned null',
    ],
  ])('names the lane on %s', (_what, create, message) => {
    expect(stepOnce(create)).toThrow(message)
  })

  it('refuses one instance for two lanes', () => {
    const one = plainCounter()
    expect(() => lanesOf(() => one, 2)).toThrow('lane 1: create() returned the environment of lane 0 again')
  })

  it('refuses what is no environment', () => {
    const late = JSON.parse('{}')
    expect(() => lanesOf(() => late, 2)).toThrow('lane 0: create() returned an object with the keys []')
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses %s lanes', (count) => {
    expect(() => lanesOf(plainCounter, count)).toThrow(RangeError)
  })

  it('names an array of a wrong length', () => {
    const lanes = lanesOf(plainCounter, 2)
    expect(() => lanes.observe(new Uint8Array(2), new Float64Array(3))).toThrow(
      'observations has length 3, 2 lanes of counter expect 4, 2 a lane',
    )
    const flags = new Uint8Array(2)
    expect(() => lanes.step(flags, new Float64Array(2), [random, random], new Float64Array(2), flags, flags)).toThrow(
      'actions has length 2, 2 lanes of counter expect 4, 2 a lane',
    )
  })
})

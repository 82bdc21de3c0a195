import {
  box,
  type Environment,
  frameStack,
  frameStackLanes,
  lanesOf,
  type ObservationArray,
  observationArray,
  type RestorableEnvironment,
} from '@trpo/envs'
import { environmentConformance, lanesConformance } from '@trpo/envs/conformance'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'
import { plainCounter } from './counter.ts'
import { dot, showing } from './frames.ts'

const random = randomStream(1, 'test').seek(0, 0, 0)

/** What is seen of an environment in so many steps, with an episode of its own from each of `resets` on. */
function seen(environment: Environment, steps: number, resets: readonly number[]): ObservationArray[] {
  const draws = randomStream(7, 'steps')
  return Array.from({ length: steps }, (_, t) => {
    if (resets.includes(t)) environment.reset(draws.seek(0, 0, t))
    else environment.step(Float64Array.of(t % 2), draws.seek(0, 0, t))
    const into = observationArray(environment.spec.observationSpace)
    environment.observe(into)
    return into
  })
}

describe.each([1, 2, 4])('a stack of %i frames', (k) => {
  it('is the naive copy of the last k frames, the first one for those before it', () => {
    const resets = [0, 2, 3, 11]
    const frames = seen(dot(), 30, resets)
    const stacks = seen(frameStack(dot(), k), 30, resets)
    for (const [t, stack] of stacks.entries()) {
      const first = Math.max(...resets.filter((reset) => reset <= t))
      const naive = Array.from({ length: k }, (_, i) => [...frames[Math.max(first, t - k + 1 + i)]]).flat()
      expect([...stack]).toEqual(naive)
      expect(stack).toBeInstanceOf(Uint8Array)
    }
  })

  const stacked = () => frameStack(dot(), k)
  for (const check of environmentConformance(stacked)) it(check.name, check.run)

  describe('of lanes that show one frame a step', () => {
    const lanes = (count: number) => frameStackLanes(lanesOf(dot, count), k)
    for (const check of lanesConformance(lanes, { single: stacked, steps: 60 })) it(check.name, check.run)

    it('comes back with a snapshot, also of a lane that was just reset', () => {
      const made = lanes(2)
      made.reset(0, random)
      made.reset(1, random)
      const both = Uint8Array.of(1, 1)
      const observed = () => {
        const into = observationArray(made.spec.observationSpace, 2)
        made.observe(both, into)
        return into
      }
      const snapshots = [made.snapshot(0), made.snapshot(1)]
      const before = observed()
      const step = () =>
        made.step(both, Float64Array.of(1, 0), [random, random], new Float64Array(2), new Uint8Array(2), both.slice())
      step()
      made.reset(1, random)
      for (const lane of [0, 1]) made.restore(lane, snapshots[lane])
      expect(observed()).toEqual(before)
    })
  })
})

describe('the space of a stack', () => {
  it.each([
    [{ shape: [84, 84] }, [4, 84, 84]],
    [{ shape: [3, 84, 84] }, [12, 84, 84]],
    [{ shape: [5] }, [20]],
  ])('of frames %o is %o', (frame, shape) => {
    const { spec } = frameStack(
      showing(box(0, 255, { ...frame, type: 'u8' }), () => undefined),
      4,
    )
    expect(spec.observationSpace).toEqual({ kind: 'box', low: 0, high: 255, shape, type: 'u8' })
    expect(spec.frameStack).toBe(4)
  })

  it('repeats bounds of each entry', () => {
    const { observationSpace } = frameStack(plainCounter(), 2).spec
    expect(observationSpace).toEqual({
      kind: 'box',
      low: [0, -Infinity, 0, -Infinity],
      high: [Infinity, Infinity, Infinity, Infinity],
      shape: [4],
    })
  })

  it.each([0, -1, 1.5, Number.NaN])('cannot be of %s frames', (k) => {
    expect(() => frameStack(dot(), k)).toThrow(`a stack of ${k} frames was asked for; give a whole number`)
    expect(() => frameStackLanes(lanesOf(dot, 1), k)).toThrow(RangeError)
  })

  it('cannot be of stacks', () => {
    const twice = (inner: RestorableEnvironment) => frameStack(frameStack(inner, 2), 2)
    expect(() => twice(dot())).toThrow('the observations of dot are stacks of 2 frames already')
  })
})

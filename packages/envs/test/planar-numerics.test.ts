import { environmentConformance, lanesConformance } from '@trpo/envs/conformance'
import {
  invertedDoublePendulumV5Task,
  planarEngine,
  planarEnvironment,
  planarLanes,
  swimmerV5Task,
} from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'

const { model } = swimmerV5Task
const COUNT = 6

/** The coordinates of all lanes after 25 control steps, each lane from a start of its own under controls of its own. */
function rollout(options: Parameters<typeof planarEngine>[2]): number[] {
  const engine = planarEngine(model, COUNT, options)
  const random = randomStream(3, 'numerics test')
  for (let lane = 0; lane < COUNT; lane++) {
    swimmerV5Task.start(random.seek(0, lane, 0), engine.qpos[lane], engine.qvel[lane])
    engine.start(lane)
  }
  const active = new Uint8Array(COUNT).fill(1)
  for (let t = 0; t < 25; t++) {
    const controls = Float64Array.from({ length: 2 * COUNT }, (_, i) => Math.sin(t * (1 + i / 5)))
    engine.step(active, controls)
  }
  const state = Array.from({ length: COUNT }, (_, lane) => [...engine.qpos[lane], ...engine.qvel[lane]]).flat()
  engine.dispose()
  return state
}

describe('the numerics of planar physics', () => {
  const double = rollout({})

  it('are f64x2 unless told otherwise, and f64 gives its bits', () => {
    expect(rollout(undefined)).toEqual(double)
    expect(rollout({ numerics: 'f64x2' })).toEqual(double)
    expect(rollout({ numerics: 'f64' })).toEqual(double)
  })

  it('f32x4 gives numbers of single precision, close to those of double', () => {
    const single = rollout({ numerics: 'f32x4' })
    single.forEach((value, i) => {
      expect(Math.fround(value)).toBe(value)
      expect(value).not.toBe(double[i])
      expect(Math.abs(value - double[i])).toBeLessThan(1e-4)
    })
    expect(rollout({ numerics: 'f32x4' })).toEqual(single)
  })

  it('f32x4 shows a start as it was rounded', () => {
    const engine = planarEngine(model, 1, { numerics: 'f32x4' })
    engine.qpos[0].fill(0.1)
    engine.qvel[0].fill(-0.3)
    engine.start(0)
    expect([...engine.qpos[0]]).toEqual(new Array(5).fill(Math.fround(0.1)))
    expect([...engine.qvel[0]]).toEqual(new Array(5).fill(Math.fround(-0.3)))
    const before = engine.snapshot(0)
    engine.step(Uint8Array.of(1), Float64Array.of(1, -1))
    const after = [...engine.qpos[0], ...engine.qvel[0]]
    engine.restore(0, before)
    engine.step(Uint8Array.of(1), Float64Array.of(1, -1))
    expect([...engine.qpos[0], ...engine.qvel[0]]).toEqual(after)
    engine.dispose()
  })

  it('reach lanes and single environments', () => {
    const observations = [
      planarLanes(swimmerV5Task, 1, { numerics: 'f32x4' }),
      planarEnvironment(swimmerV5Task, { numerics: 'f32x4' }),
      planarLanes(swimmerV5Task, 1),
    ].map((made) => {
      const random = randomStream(3, 'numerics test').seek(0, 0, 0)
      const observation = new Float64Array(8)
      const active = Uint8Array.of(1)
      if ('count' in made) {
        made.reset(0, random)
        made.step(active, Float64Array.of(1, 1), [random], new Float64Array(1), new Uint8Array(1), new Uint8Array(1))
        made.observe(active, observation)
      } else {
        made.reset(random)
        made.step(Float64Array.of(1, 1), random)
        made.observe(observation)
      }
      made.dispose?.()
      return [...observation]
    })
    expect(observations[1]).toEqual(observations[0])
    expect(observations[2]).not.toEqual(observations[0])
  })

  it('are checked', () => {
    // @ts-expect-error -- what a user without types could write
    expect(() => planarEngine(model, 1, { numerics: 'f16' })).toThrow('numerics is f16, expected f64, f64x2 or f32x4')
  })
})

it('f32x4 keeps an evaluation too, close to that of double', () => {
  const [double, single] = (['f64x2', 'f32x4'] as const).map((numerics) => {
    const engine = planarEngine(invertedDoublePendulumV5Task.model, 1, { numerics })
    // The cart is beyond the end of its rail.
    engine.qpos[0].set([1.03125, 0.25, -0.5])
    engine.qvel[0].set([0.5, -1, 2])
    engine.start(0)
    engine.step(Uint8Array.of(1), Float64Array.of(0.75))
    const [{ sites, constraintForce }] = engine.evaluation
    engine.dispose()
    return { sites: [...sites], force: constraintForce[0] }
  })
  expect(double.force).toBeLessThan(-1)
  expect(Math.abs(single.force / double.force - 1)).toBeLessThan(1e-3)
  expect(single.sites).not.toEqual(double.sites)
  single.sites.forEach((value, i) => {
    expect(Math.abs(value - double.sites[i])).toBeLessThan(1e-5)
  })
})

describe.each([
  { task: swimmerV5Task, reachesTimeLimit: true },
  // Its snapshots hold an evaluation as well.
  { task: invertedDoublePendulumV5Task, reachesTimeLimit: false },
])('$task.spec.name in single precision keeps the contract', ({ task, reachesTimeLimit }) => {
  const single = () => planarEnvironment(task, { numerics: 'f32x4' })
  for (const check of environmentConformance(single, { steps: 40, reachesTimeLimit, refusesWrongLengths: true }))
    it(check.name, check.run)
  const lanes = (count: number) => planarLanes(task, count, { numerics: 'f32x4' })
  for (const check of lanesConformance(lanes, { steps: 40, single })) it(check.name, check.run)
})

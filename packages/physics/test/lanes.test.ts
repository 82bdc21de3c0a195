import { createSimulator, createSimulatorNow, hopper, type Numerics, walker2d } from '@trpo/physics'
import { expect, test } from 'vitest'
import { goldenSteps, setControl, simulatorAt, stateOf } from './goldens.ts'
import { models } from './models.ts'
import { scatteredStart, uniformDraws } from './scattered.ts'

const names = Object.keys(models)

function modelOf(name: string) {
  const model = models[name]
  if (!model) throw new Error(`no model is named ${name}`)
  return model
}

test.each(names)('f64 and f64x2 of %s give equal bits in every state', (name) => {
  const steps = goldenSteps(name)
  const [scalar, vector] = (['f64', 'f64x2'] as const).map((numerics) => simulatorAt(modelOf(name), steps, numerics))
  scalar?.step(steps.length, 3)
  vector?.step(steps.length, 3)
  steps.forEach((_, lane) => {
    if (scalar && vector) expect(stateOf(vector, lane)).toEqual(stateOf(scalar, lane))
  })
})

test.each([
  ['hopper', 'f64x2'],
  ['crawler', 'f64x2'],
  ['half_cheetah', 'f64x2'],
  ['walker2d', 'f32x4'],
  ['swimmer', 'f32x4'],
] as const)('a lane of %s in %s does not see its neighbours, its place or the size of the batch', (name, numerics) => {
  const steps = goldenSteps(name).slice(0, 151)
  const forward = simulatorAt(modelOf(name), steps, numerics)
  const backward = simulatorAt(modelOf(name), [...steps].reverse(), numerics)
  const alone = createSimulatorNow(modelOf(name), { capacity: 1, numerics })
  forward.step(151, 4)
  backward.step(151, 4)
  steps.forEach((step, lane) => {
    const expected = stateOf(forward, lane)
    expect(stateOf(backward, 150 - lane)).toEqual(expected)
    if (lane % 10 !== 0) return
    alone.setState(0, step.qpos, step.qvel)
    setControl(alone, 0, step.control)
    alone.step(1, 4)
    expect(stateOf(alone, 0)).toEqual(expected)
  })
})

test.each(names.flatMap((name) => (['f64x2', 'f32x4'] as const).map((numerics) => [name, numerics] as const)))(
  'whatever its neighbours are doing, a lane of %s has the bits it has alone (%s)',
  (name, numerics) => {
    const alone = createSimulatorNow(modelOf(name), { capacity: 1, numerics })
    const draw = uniformDraws(5)
    const starts = Array.from({ length: 83 }, () => scatteredStart(alone, draw))
    const many = createSimulatorNow(modelOf(name), { capacity: starts.length, numerics })
    starts.forEach(({ qpos, qvel }, lane) => {
      many.setState(lane, qpos, qvel)
    })
    many.step(starts.length, 5)
    starts.forEach(({ qpos, qvel }, lane) => {
      alone.setState(0, qpos, qvel)
      alone.step(1, 5)
      expect(stateOf(many, lane)).toEqual(stateOf(alone, 0))
      expect(many.failed[lane]).toBe(alone.failed[0])
    })
  },
)

test.each(['f64', 'f64x2', 'f32x4'] as const)('steps leave other lanes alone (%s)', (numerics: Numerics) => {
  const steps = goldenSteps('hopper').slice(0, 9)
  const simulator = simulatorAt(hopper, steps, numerics)
  const before = steps.map((_, lane) => stateOf(simulator, lane))
  const active = Uint8Array.from([1, 0, 1, 1, 0, 1, 1])
  simulator.step(7, 2, active)
  const all = simulatorAt(hopper, steps, numerics)
  all.step(9, 2)
  before.forEach((state, lane) => {
    expect(stateOf(simulator, lane)).toEqual(lane < 7 && active[lane] === 1 ? stateOf(all, lane) : state)
  })
})

test.each([
  ['hopper', 'f64x2'],
  ['hopper', 'f32x4'],
  ['crawler', 'f64x2'],
] as const)(
  'whatever state a lane is in that is not stepped, its neighbours do not see it (%s, %s)',
  (name, numerics) => {
    const steps = goldenSteps(name).slice(0, 64)
    const [calm, disturbed] = [simulatorAt(modelOf(name), steps, numerics), simulatorAt(modelOf(name), steps, numerics)]
    calm.step(64, 3)
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1e9, 1e-320]) {
      steps.forEach(({ qpos, qvel, control }, lane) => {
        const wild = qpos.map(() => value)
        disturbed.setState(lane, lane % 2 === 0 ? qpos : wild, lane % 2 === 0 ? qvel : wild)
        setControl(disturbed, lane, control)
      })
      const before = steps.map((_, lane) => stateOf(disturbed, lane))
      disturbed.step(
        64,
        3,
        Uint8Array.from(steps, (_, lane) => (lane % 2 === 0 ? 1 : 0)),
      )
      steps.forEach((_, lane) => {
        expect(stateOf(disturbed, lane)).toEqual(lane % 2 === 0 ? stateOf(calm, lane) : before[lane])
      })
    }
  },
)

test('n physics steps at once are n steps one by one', () => {
  const steps = goldenSteps('walker2d').slice(0, 200)
  const [once, each] = [simulatorAt(walker2d, steps, 'f64x2'), simulatorAt(walker2d, steps, 'f64x2')]
  once.step(200, 5)
  for (let i = 0; i < 5; i++) each.step(200, 1)
  steps.forEach((_, lane) => {
    expect(stateOf(each, lane)).toEqual(stateOf(once, lane))
  })
})

test('snapshots are copies that bring back the same future', async () => {
  const steps = goldenSteps('hopper').slice(0, 10)
  const simulator = simulatorAt(hopper, steps, 'f64x2')
  const other = await createSimulator(hopper, { capacity: 3 })
  const [whole, third] = [simulator.snapshot(), simulator.snapshot(3)]
  simulator.step(10, 8)
  const future = steps.map((_, lane) => stateOf(simulator, lane))
  simulator.step(10, 1)
  simulator.restore(whole)
  simulator.step(10, 8)
  expect(steps.map((_, lane) => stateOf(simulator, lane))).toEqual(future)
  other.restore(third, 2)
  setControl(other, 2, steps[3]?.control ?? [])
  other.step(3, 8)
  expect(stateOf(other, 2)).toEqual(future[3])
})

test('misuse names what was given and what was expected', () => {
  const simulator = createSimulatorNow(hopper, { capacity: 4 })
  expect(() => simulator.step(5, 1)).toThrow('count is 5, expected 0 to the capacity of 4')
  expect(() => simulator.step(4, 0)).toThrow('substeps is 0')
  expect(() => simulator.step(4, 1, new Uint8Array(2))).toThrow('active has length 2, expected at least 4')
  expect(() => simulator.setState(4, [], [])).toThrow('lane is 4, expected 0 to 3')
  expect(() => simulator.setState(0, [1], [2])).toThrow('given 1 coordinates and 1 velocities, expected 6 each')
  expect(() => simulator.restore({ values: new Float64Array(5) }, 0)).toThrow('snapshot has 5 numbers, expected 18')
  expect(() => createSimulatorNow(hopper, { capacity: 0 })).toThrow('capacity is 0')
})

import { compileModel, createSimulatorNow, type Numerics, type Simulator } from '@trpo/physics'
import { describe, expect, test } from 'vitest'
import { crawler } from './crawler.ts'
import { goldenSteps, setControl, stateOf } from './goldens.ts'
import { models } from './models.ts'

/** The forces of the floor on a lane. */
function forcesOf({ floorForce, constants, width }: Simulator, lane: number): number[] {
  return constants.floorContacts.map((_, i) => floorForce?.[i * width + lane] ?? Number.NaN)
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe.each(Object.entries(models))('%s', (name, model) => {
  const starts = goldenSteps(name).slice(0, 200)
  const simulators = (numerics: Numerics) =>
    [true, false].map((keepFloorForces) => {
      const simulator = createSimulatorNow(model, { capacity: starts.length, numerics, keepFloorForces })
      starts.forEach(({ qpos, qvel, control }, lane) => {
        simulator.setState(lane, qpos, qvel)
        setControl(simulator, lane, control)
      })
      simulator.step(starts.length, 3)
      return simulator
    })

  test.each(['f64x2', 'f32x4'] as const)('takes the same steps when forces are kept (%s)', (numerics) => {
    const [kept, plain] = simulators(numerics)
    if (!kept || !plain) throw new Error('two simulators were made')
    expect(plain.floorForce).toBeUndefined()
    starts.forEach((_, lane) => {
      expect(stateOf(kept, lane)).toEqual(stateOf(plain, lane))
    })
  })

  test('is pushed up, where the floor is all that pushes along z, by the constraint force on that slide', () => {
    const up = compileModel(model, { capacity: 1 }).constants.dofs.findIndex(({ direction }) => direction.re === 1)
    if (!model.floor || up < 0 || model.bodies.filter(({ parent }) => parent === undefined).length > 1) return
    const both = createSimulatorNow(model, { capacity: starts.length, keepEvaluation: true, keepFloorForces: true })
    starts.forEach(({ qpos, qvel, control }, lane) => {
      both.setState(lane, qpos, qvel)
      setControl(both, lane, control)
    })
    both.step(starts.length, 3)
    let greatest = 0
    starts.forEach((_, lane) => {
      const forces = forcesOf(both, lane)
      for (const force of forces) expect(force).toBeGreaterThanOrEqual(0)
      const along = both.evaluation?.constraintForce[up * both.width + lane] ?? Number.NaN
      expect(Math.abs(sum(forces) - along)).toBeLessThan(1e-9 * Math.max(1, along))
      greatest = Math.max(greatest, along)
    })
    expect(greatest).toBeGreaterThan(100)
  })
})

test('a robot at rest weighs on its contacts, and none pushes in flight', () => {
  const simulator = createSimulatorNow(crawler, { capacity: 1, keepFloorForces: true })
  simulator.setState(0, [0, 0.6, 0, 0, 0], [0, 0, 0, 0, 0])
  simulator.step(1, 20)
  expect(sum(forcesOf(simulator, 0))).toBe(0)
  simulator.step(1, 4000)
  const weight = 9.81 * sum(simulator.constants.bodies.map(({ mass }) => mass))
  expect(Math.abs(sum(forcesOf(simulator, 0)) / weight - 1)).toBeLessThan(1e-9)
})

test('a start, a snapshot and a lane that rests keep their forces', () => {
  const simulator = createSimulatorNow(crawler, { capacity: 2, keepEvaluation: true, keepFloorForces: true })
  const start = [0, 0.3, 0.1, 1.2, -1.2]
  const zeros = simulator.constants.floorContacts.map(() => 0)
  for (const lane of [0, 1]) simulator.setState(lane, start, [0, -1, 0, 0, 0])
  expect(forcesOf(simulator, 0)).toEqual(zeros)
  simulator.step(2, 60)
  const after = forcesOf(simulator, 0)
  expect(sum(after)).toBeGreaterThan(0)
  const [snapshot, all] = [simulator.snapshot(0), simulator.snapshot()]
  simulator.step(2, 5, Uint8Array.of(0, 1))
  expect(forcesOf(simulator, 0)).toEqual(after)
  const moved = forcesOf(simulator, 1)
  expect(moved).not.toEqual(after)
  simulator.restore(snapshot, 1)
  expect(forcesOf(simulator, 1)).toEqual(after)
  simulator.step(2, 5)
  expect([forcesOf(simulator, 0), forcesOf(simulator, 1)]).toEqual([moved, moved])
  simulator.restore(all)
  expect([forcesOf(simulator, 0), forcesOf(simulator, 1)]).toEqual([after, after])
  simulator.setState(0, start, [0, 0, 0, 0, 0])
  expect(forcesOf(simulator, 0)).toEqual(zeros)
})

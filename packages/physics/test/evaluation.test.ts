import { createSimulatorNow, halfCheetah, type Simulator } from '@trpo/physics'
import { expect, test } from 'vitest'
import { crawler } from './crawler.ts'
import { goldenSteps, setControl, stateOf } from './goldens.ts'
import { models } from './models.ts'

/** The evaluation's coordinates and forces of a lane. */
function evaluationOf({ evaluation, constants, width }: Simulator, lane: number): { q: number[]; force: number[] } {
  const column = (state: ArrayLike<number> = []) => constants.dofs.map((_, i) => state[i * width + lane] ?? Number.NaN)
  return { q: column(evaluation?.qpos), force: column(evaluation?.constraintForce) }
}

test.each(Object.entries(models))('%s takes the same steps when its evaluations are kept', (name, model) => {
  const starts = goldenSteps(name).slice(0, 200)
  const [kept, plain] = [true, false].map((keepEvaluation) => {
    const simulator = createSimulatorNow(model, { capacity: starts.length, keepEvaluation })
    starts.forEach(({ qpos, qvel, control }, lane) => {
      simulator.setState(lane, qpos, qvel)
      setControl(simulator, lane, control)
    })
    simulator.step(starts.length, 3)
    return simulator
  })
  if (!kept || !plain) throw new Error('two simulators were made')
  expect(plain.evaluation).toBeUndefined()
  starts.forEach((_, lane) => {
    expect(stateOf(kept, lane)).toEqual(stateOf(plain, lane))
  })
})

test('a robot at rest is carried by the forces of its contacts', () => {
  const simulator = createSimulatorNow(crawler, { capacity: 1, keepEvaluation: true })
  simulator.setState(0, [0, 0.6, 0, 0, 0], [0, 0, 0, 0, 0])
  simulator.step(1, 20)
  // In flight nothing pushes.
  expect(evaluationOf(simulator, 0).force).toEqual([0, 0, 0, 0, 0])
  simulator.step(1, 4000)
  const { q, force } = evaluationOf(simulator, 0)
  expect(Math.max(...simulator.qvel.map(Math.abs))).toBeLessThan(1e-9)
  q.forEach((value, i) => {
    expect(Math.abs(value - (simulator.qpos[i * simulator.width] ?? Number.NaN))).toBeLessThan(1e-9)
  })
  const weight = 9.81 * simulator.constants.bodies.reduce((sum, body) => sum + body.mass, 0)
  expect(Math.abs((force[0] ?? Number.NaN) / weight)).toBeLessThan(1e-9)
  expect(Math.abs((force[1] ?? Number.NaN) / weight - 1)).toBeLessThan(1e-9)
})

test('a limit pushes back on its joint alone', () => {
  const simulator = createSimulatorNow(crawler, { capacity: 2, keepEvaluation: true })
  simulator.setState(0, [0, 5, 0.3, 1.7, 0.2], [0, 0, 0, 0, 0])
  simulator.setState(1, [0, 5, 0.3, -1.7, 0.2], [0, 0, 0, 0, 0])
  simulator.step(2, 1)
  const [above, below] = [evaluationOf(simulator, 0).force, evaluationOf(simulator, 1).force]
  expect(above.map((force) => Math.sign(force))).toEqual([0, 0, 0, -1, 0])
  expect(below.map((force) => Math.sign(force))).toEqual([0, 0, 0, 1, 0])
})

test('Euler evaluates where its last step starts', () => {
  const simulator = createSimulatorNow(halfCheetah, { capacity: 1, keepEvaluation: true })
  simulator.setState(0, [0, 0, 0.1, 0.2, -0.1, 0, 0, 0.3, 0], [1, 0, 0, 0, 2, 0, 0, 0, 0])
  simulator.step(1, 4)
  const before = [...simulator.qpos.filter((_, i) => i % simulator.width === 0)]
  simulator.step(1, 1)
  expect(evaluationOf(simulator, 0).q).toEqual(before)
})

test('a start, a snapshot and a lane that rests keep their evaluation', () => {
  const simulator = createSimulatorNow(crawler, { capacity: 2, keepEvaluation: true })
  const start = [0, 0.3, 0.1, 1.7, -1.7]
  simulator.setState(0, start, [0, 0, 0, 0, 0])
  simulator.setState(1, start, [0, 0, 0, 0, 0])
  expect(evaluationOf(simulator, 0)).toEqual({ q: start, force: [0, 0, 0, 0, 0] })
  simulator.step(2, 3)
  const after = evaluationOf(simulator, 0)
  expect(after.force).not.toEqual([0, 0, 0, 0, 0])
  const snapshot = simulator.snapshot(0)
  simulator.step(2, 5, Uint8Array.of(0, 1))
  expect(evaluationOf(simulator, 0)).toEqual(after)
  simulator.restore(snapshot, 1)
  expect(evaluationOf(simulator, 1)).toEqual(after)
  simulator.setState(0, start, [0, 0, 0, 0, 0])
  expect(evaluationOf(simulator, 0)).toEqual({ q: start, force: [0, 0, 0, 0, 0] })
})

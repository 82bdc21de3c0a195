import { spaceSize } from '@trpo/envs'
import { planarEngine } from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { none, one, robots } from './robots.ts'

describe.each(robots)('$name', ({ task, v5, feet, observations }) => {
  const size = observations + 1
  const coordinates = size / 2
  const motors = spaceSize(task.spec.actionSpace)
  const standing = () => Float64Array.from({ length: coordinates }, (_, i) => (i === 1 ? 1.25 : 0))

  it('has the robot, the motors and the start of Gymnasium’s', () => {
    const { feet: _, ...model } = task.model
    expect(model).toEqual(v5.model)
    expect(task.spec.actionSpace).toEqual(v5.spec.actionSpace)
    expect(task.spec.timeLimit).toBe(1000)
    const starts = [task, v5].map(({ start }) => {
      const [qpos, qvel] = [new Float64Array(coordinates), new Float64Array(coordinates)]
      start(randomStream(2, 'test').seek(0, 0, 0), qpos, qvel)
      return [...qpos, ...qvel]
    })
    expect(starts[0]).toEqual(starts[1])
  })

  it('observes the whole state but x, as it is', () => {
    const number = fc.double({ min: -40, max: 40, noNaN: true })
    fc.assert(
      fc.property(fc.array(number, { minLength: size, maxLength: size }), (state) => {
        const into = new Float64Array(observations)
        const [qpos, qvel] = [state.slice(0, coordinates), state.slice(coordinates)].map((part) =>
          Float64Array.from(part),
        )
        task.observe(qpos, qvel, into, none)
        expect([...into]).toEqual(state.slice(1))
      }),
    )
  })

  it('earns v_x + 1 less what its motors and blows to its feet cost, and no bonus in its last state', () => {
    const number = (bound: number) => fc.double({ min: -bound, max: bound, noNaN: true })
    const actions = fc.array(number(3), { minLength: motors, maxLength: motors })
    const forces = fc.array(fc.double({ min: 0, max: 3000, noNaN: true }), { minLength: feet, maxLength: feet })
    fc.assert(
      fc.property(number(0.1), actions, forces, fc.boolean(), (moved, action, pushes, fallen) => {
        const [before, after] = [standing(), standing()]
        after[0] = moved
        if (fallen) after[1] = 0.5
        const evaluation = { ...none, floorForces: Float64Array.from(pushes) }
        const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0)
        const expected = moved / 0.008 + (fallen ? 0 : 1) - 1e-5 * squares(action) - 5e-7 * squares(pushes)
        const qvel = new Float64Array(coordinates)
        const reward = task.reward(before, Float64Array.from(action), after, qvel, evaluation, none.quantities)
        expect(Math.abs(reward - expected)).toBeLessThan(1e-12)
        expect(task.terminated(after, qvel, evaluation)).toBe(fallen)
      }),
    )
  })

  it('stands for nearly 1 a step: the bonus, less what its own weight costs its feet', () => {
    const engine = planarEngine(task.model, 1)
    engine.qpos[0].set(standing())
    engine.qpos[0][1] = 1.21
    engine.start(0)
    expect([...engine.evaluation[0].floorForces]).toEqual(new Array(feet).fill(0))
    const before = new Float64Array(coordinates)
    let [total, costs] = [0, 0]
    for (let t = 0; t < 30; t++) {
      before.set(engine.qpos[0])
      engine.step(one, new Float64Array(motors))
      const [qpos, qvel, evaluation] = [engine.qpos[0], engine.qvel[0], engine.evaluation[0]]
      total += task.reward(before, new Float64Array(motors), qpos, qvel, evaluation, none.quantities)
      for (const force of evaluation.floorForces) costs += 5e-7 * force * force
    }
    expect(Math.abs(total / 30 - 1)).toBeLessThan(0.1)
    if (feet > 0) expect(costs / 30).toBeGreaterThan(0.01)
    expect(costs / 30).toBeLessThan(0.02)
    engine.dispose()
  })
})

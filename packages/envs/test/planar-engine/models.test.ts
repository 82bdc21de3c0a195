import { type PlanarRobot, planarEngine, planarEnvironment, type RobotTask } from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'
import { model } from './states.ts'

describe('planarEngine', () => {
  it('starts lanes in the pose of the description', () => {
    const lifted: PlanarRobot = {
      name: 'lifted',
      frameSkip: 1,
      timestep: 0.01,
      planar: {
        name: 'lifted',
        plane: 'xz',
        timestep: 0.01,
        integrator: 'rk4',
        bodies: [
          {
            name: 'ball',
            position: [0, 1],
            joints: [{ name: 'height', type: 'slide', axis: [0, 1], reference: 1 }],
            capsules: [{ from: [0, 0], to: [0, 0.1], radius: 0.1 }],
          },
        ],
      },
    }
    const engine = planarEngine(lifted, 3)
    expect(engine.controls).toBe(0)
    expect(engine.qpos.map((lane) => [...lane])).toEqual([[1], [1], [1]])
    for (let lane = 0; lane < 3; lane++) engine.start(lane)
    engine.step(Uint8Array.of(1, 1, 1), new Float64Array(0))
    // It falls freely: v = -g t.
    for (const [velocity] of engine.qvel) expect(Math.abs(velocity + 9.81 * 0.01)).toBeLessThan(1e-15)
  })

  it('refuses a model whose timestep is not the robot’s, and one that planar physics does not support', () => {
    expect(() => planarEngine({ ...model, timestep: 0.02 }, 1)).toThrow(
      'the planar model of swimmer has a timestep of 0.01 s, the robot expects 0.02 s',
    )
    expect(() => planarEngine(model, 65537)).toThrow('65536')
    const tendons: object = { ...model.planar, tendons: [] }
    expect(() => planarEngine({ ...model, planar: tendons as typeof model.planar }, 1)).toThrow("'tendons'")
  })
})

describe('planarEnvironment', () => {
  it('runs a task on a robot of one’s own, which needs no MJCF', () => {
    const swing: RobotTask<PlanarRobot> = {
      spec: {
        name: 'swing',
        observationSpace: { kind: 'box', low: [-Infinity, -Infinity], high: [Infinity, Infinity] },
        actionSpace: { kind: 'box', low: [-1], high: [1] },
        timeLimit: 3,
      },
      model: {
        name: 'pendulum',
        frameSkip: 2,
        timestep: 0.01,
        planar: {
          name: 'pendulum',
          plane: 'xz',
          timestep: 0.01,
          integrator: 'rk4',
          bodies: [
            {
              name: 'bob',
              joints: [{ name: 'pivot', type: 'hinge', axis: 1 }],
              capsules: [{ from: [0, 0], to: [0, -1], radius: 0.05 }],
            },
          ],
          motors: [{ joint: 'pivot', gear: 1, range: [-1, 1] }],
        },
      },
      start(random, qpos, qvel) {
        qpos[0] = random.uniform()
        qvel[0] = 0
      },
      observe(qpos, qvel, into) {
        into[0] = qpos[0]
        into[1] = qvel[0]
      },
      reward: (before, _, qpos) => qpos[0] - before[0],
      terminated: () => false,
    }
    const environment = planarEnvironment(swing)
    const random = randomStream(1, 'test').seek(0, 0, 0)
    environment.reset(random)
    const [before, after] = [new Float64Array(2), new Float64Array(2)]
    environment.observe(before)
    const results = [1, 2, 3].map(() => environment.step(Float64Array.of(1), random))
    environment.observe(after)
    expect(results.map(({ truncated }) => truncated === true)).toEqual([false, false, true])
    const gained = results.reduce((sum, { reward }) => sum + reward, 0)
    expect(Math.abs(gained - (after[0] - before[0]))).toBeLessThan(1e-15)
    expect(after[0]).not.toBe(before[0])
    environment.dispose?.()
  })
})

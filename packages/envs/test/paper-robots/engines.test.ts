import { boxBounds, spaceSize } from '@trpo/envs'
import { loadMujoco, mujocoEngine, type RobotModel } from '@trpo/envs/mujoco'
import { planarEngine } from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { distance } from '../distance.ts'
import { none, one, robots } from './robots.ts'

const mujoco = await loadMujoco()
/** Where MuJoCo solves to the end, as planar physics does. */
const solved = (model: RobotModel): RobotModel => ({
  ...model,
  mjcf: model.mjcf.replace('<option ', '<option tolerance="1e-14" iterations="1000" '),
})

describe.each(robots)('$name on both engines', ({ task, feet }) => {
  const model = solved(task.model)
  const engines = [mujocoEngine(mujoco, model, 1), planarEngine(model, 1)] as const
  afterAll(() => {
    for (const engine of engines) engine.dispose()
  })

  it('earns and ends alike over rollouts, each foot pushed alike, falls included', () => {
    const [motors, seen] = [spaceSize(task.spec.actionSpace), { pushed: 0, greatest: 0, apart: 0, ended: 0 }]
    for (let episode = 0; episode < 12; episode++) {
      const draws = randomStream(4, 'test').seek(0, episode, 0)
      task.start(draws, engines[0].qpos[0], engines[0].qvel[0])
      engines[1].qpos[0].set(engines[0].qpos[0])
      engines[1].qvel[0].set(engines[0].qvel[0])
      for (const engine of engines) engine.start(0)
      for (let t = 0; t < 50; t++) {
        const action = Float64Array.from({ length: motors }, () => draws.normal())
        const [expected, actual] = engines.map((engine) => {
          const before = engine.qpos[0].slice()
          engine.step(one, action)
          const [qpos, qvel, evaluation] = [engine.qpos[0], engine.qvel[0], engine.evaluation[0]]
          const reward = task.reward(before, action, qpos, qvel, evaluation, none.quantities)
          return { reward, ended: task.terminated(qpos, qvel, evaluation), forces: [...evaluation.floorForces] }
        })
        expect(actual.forces).toHaveLength(feet)
        // Speeds differ by 1e-9 at most (gymnasium.test.ts); a force is up to 1e5 times a difference of speeds.
        const scale = Math.max(1, ...expected.forces)
        expect(distance(actual.forces, expected.forces) / scale).toBeLessThan(1e-7)
        expect(Math.abs(actual.reward - expected.reward)).toBeLessThan(1e-6)
        expect(actual.ended).toBe(expected.ended)
        if (expected.ended) seen.ended++
        for (const force of expected.forces) {
          if (force > 0) seen.pushed++
          seen.greatest = Math.max(seen.greatest, force)
        }
        if (Math.min(...expected.forces) !== Math.max(...expected.forces)) seen.apart++
      }
    }
    expect(seen.ended).toBeGreaterThan(100)
    if (feet === 0) return
    // Feet in the air, on the floor and hitting it, and one harder than the other.
    expect(seen.pushed).toBeGreaterThan(100)
    expect(seen.pushed).toBeLessThan(1100)
    expect(seen.greatest).toBeGreaterThan(1000)
    expect(seen.apart).toBeGreaterThan(100)
  })

  it('agrees from any of these states by one step', () => {
    const { low, high } =
      task.spec.actionSpace.kind === 'box' ? boxBounds(task.spec.actionSpace) : { low: [], high: [] }
    const coordinate = fc.double({ min: -1, max: 1, noNaN: true })
    const sizes = engines[0].qpos[0].length
    const state = fc.array(coordinate, { minLength: 2 * sizes, maxLength: 2 * sizes })
    let greatest = 0
    fc.assert(
      fc.property(state, fc.array(coordinate, { minLength: low.length, maxLength: low.length }), (values, action) => {
        const [expected, actual] = engines.map((engine) => {
          // Low above the floor, somewhat bent, and fast.
          for (let i = 0; i < sizes; i++) {
            engine.qpos[0][i] = i === 1 ? 1.1 + 0.2 * values[1] : 0.3 * values[i] - (i > 2 ? 0.3 : 0)
            engine.qvel[0][i] = 3 * values[sizes + i]
          }
          engine.start(0)
          const before = engine.qpos[0].slice()
          const controls = Float64Array.from(action, (value, i) => value * high[i])
          engine.step(one, controls)
          const [qpos, qvel, evaluation] = [engine.qpos[0], engine.qvel[0], engine.evaluation[0]]
          return {
            reward: task.reward(before, controls, qpos, qvel, evaluation, none.quantities),
            forces: [...evaluation.floorForces],
          }
        })
        const scale = Math.max(1, ...expected.forces)
        greatest = Math.max(greatest, ...expected.forces)
        expect(distance(actual.forces, expected.forces) / scale).toBeLessThan(1e-9)
        expect(Math.abs(actual.reward - expected.reward)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected.reward)))
      }),
      { numRuns: 200, endOnFailure: true, seed: 5 },
    )
    if (feet > 0) expect(greatest).toBeGreaterThan(1000)
  })
})

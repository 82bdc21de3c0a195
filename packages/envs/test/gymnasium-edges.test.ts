import * as tasks from '@trpo/envs/mujoco'
import { planarEngine } from '@trpo/envs/planar'
import { type Random, randomStream } from '@trpo/random'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import swimmer from '../goldens/swimmer.json' with { type: 'json' }
import { gymnasium } from './gymnasium.ts'

const mujoco = await tasks.loadMujoco()
const nothing = new Float64Array(0)
const none = {
  sites: new Float64Array(6),
  constraintForce: new Float64Array(4),
  floorForces: nothing,
  quantities: nothing,
}

/** The doubles just below and just above x > 0. */
const below = (x: number) => x * (1 - 2 ** -53)
const above = (x: number) => x * (1 + 2 ** -52)

/** One coordinate of a standing robot set to a value, and whether that ends the episode. */
const edges: [tasks.RobotTask, 'qpos' | 'qvel' | 'sites', number, number, boolean][] = [
  [tasks.hopperV5Task, 'qpos', 1, 0.7, true],
  [tasks.hopperV5Task, 'qpos', 1, above(0.7), false],
  [tasks.hopperV5Task, 'qpos', 1, 1e6, false],
  [tasks.hopperV5Task, 'qpos', 0, -1e6, false],
  [tasks.hopperV5Task, 'qpos', 2, 0.2, true],
  [tasks.hopperV5Task, 'qpos', 2, below(0.2), false],
  [tasks.hopperV5Task, 'qpos', 2, -0.2, true],
  [tasks.hopperV5Task, 'qpos', 2, -below(0.2), false],
  [tasks.hopperV5Task, 'qpos', 3, 100, true],
  [tasks.hopperV5Task, 'qpos', 3, -below(100), false],
  [tasks.hopperV5Task, 'qvel', 0, -100, true],
  [tasks.hopperV5Task, 'qvel', 0, below(100), false],
  [tasks.hopperV5Task, 'qvel', 5, 100, true],
  [tasks.walker2dV5Task, 'qpos', 1, 0.8, true],
  [tasks.walker2dV5Task, 'qpos', 1, above(0.8), false],
  [tasks.walker2dV5Task, 'qpos', 1, 2, true],
  [tasks.walker2dV5Task, 'qpos', 1, below(2), false],
  [tasks.walker2dV5Task, 'qpos', 2, 1, true],
  [tasks.walker2dV5Task, 'qpos', 2, below(1), false],
  [tasks.walker2dV5Task, 'qpos', 2, -1, true],
  [tasks.walker2dV5Task, 'qpos', 2, -below(1), false],
  [tasks.walker2dV5Task, 'qvel', 3, 1000, false],
  [tasks.halfCheetahV5Task, 'qpos', 1, -10, false],
  [tasks.halfCheetahV5Task, 'qpos', 2, 3.2, false],
  [tasks.invertedPendulumV5Task, 'qpos', 1, 0.2, false],
  [tasks.invertedPendulumV5Task, 'qpos', 1, above(0.2), true],
  [tasks.invertedPendulumV5Task, 'qpos', 1, -0.2, false],
  [tasks.invertedPendulumV5Task, 'qpos', 1, -above(0.2), true],
  [tasks.invertedPendulumV5Task, 'qpos', 0, 1.5, false],
  [tasks.invertedDoublePendulumV5Task, 'sites', 2, 1, true],
  [tasks.invertedDoublePendulumV5Task, 'sites', 2, above(1), false],
  [tasks.reacherV5Task, 'qvel', 0, 1e3, false],
]

describe('the edge of termination', () => {
  it.each(edges.map(([task, part, index, value, ends]) => ({ name: task.spec.name, task, part, index, value, ends })))(
    '$name with $part[$index] = $value: $ends',
    ({ name, task, part, index, value, ends }) => {
      const { initQpos } = gymnasium.find((each) => each.name === name)?.golden.reset ?? { initQpos: [] }
      const state = {
        qpos: Float64Array.from(initQpos),
        qvel: new Float64Array(initQpos.length),
        sites: Float64Array.of(0, 0, 1.2, 0, 0, 0),
      }
      state[part][index] = value
      const { qpos, qvel, sites } = state
      const evaluation = { ...none, sites }
      expect(task.terminated(qpos, qvel, evaluation)).toBe(ends)
      // Rewards of being healthy are paid on the same side of the edge.
      const motors = new Float64Array(6)
      const reward = task.reward(qpos, motors, qpos, qvel, evaluation, nothing)
      if (/Hopper|Walker|InvertedPendulum/.test(name)) expect(reward).toBe(ends ? 0 : 1)
      if (/Double/.test(name)) expect(reward > 5).toBe(!ends)
    },
  )
})

describe('what is observed', () => {
  const number = fc.double({ min: -40, max: 40, noNaN: true })

  it('of velocities is clipped for hopper and walker, and only there', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 9, maxLength: 9 }), (velocities) => {
        for (const { name, task, golden } of gymnasium) {
          const size = golden.reset.initQpos.length
          const qvel = Float64Array.from(velocities).subarray(0, size)
          const into = new Float64Array(golden.task.observationSize)
          task.observe(Float64Array.from(golden.reset.initQpos), qvel, into, none)
          const clipped = qvel.map((value) => Math.min(Math.max(value, -10), 10))
          if (/Hopper|Walker/.test(name)) expect(into.subarray(size - 1)).toEqual(clipped)
          if (/Cheetah/.test(name)) expect(into.subarray(size - 1)).toEqual(qvel)
          if (/InvertedPendulum/.test(name)) expect(into.subarray(size)).toEqual(qvel)
          if (/Double/.test(name)) expect(into.subarray(5, 8)).toEqual(clipped)
        }
      }),
    )
  })

  it('of the force on the double pendulum’s cart is clipped', () => {
    fc.assert(
      fc.property(number, (force) => {
        const into = new Float64Array(9)
        const evaluation = { ...none, constraintForce: Float64Array.of(force, 1, 2) }
        tasks.invertedDoublePendulumV5Task.observe(new Float64Array(3), new Float64Array(3), into, evaluation)
        expect(into[8]).toBe(Math.min(Math.max(force, -10), 10))
      }),
    )
  })
})

describe('the reacher’s target', () => {
  it('lies in the open disc, uniformly', () => {
    const draws = randomStream(11, 'test')
    const [qpos, qvel] = [new Float64Array(4), new Float64Array(4)]
    const n = 8000
    let within = 0
    const quadrants = [0, 0, 0, 0]
    for (let episode = 0; episode < n; episode++) {
      tasks.reacherV5Task.start(draws.seek(episode, 0, 0), qpos, qvel)
      const radius = Math.sqrt(qpos[2] ** 2 + qpos[3] ** 2)
      expect(radius).toBeLessThan(0.2)
      if (radius < 0.1) within++
      quadrants[(qpos[2] < 0 ? 1 : 0) + (qpos[3] < 0 ? 2 : 0)]++
      expect([...qvel.subarray(2)]).toEqual([0, 0])
    }
    // A quarter of the disc's area, five standard errors of a share of n.
    for (const count of [within, ...quadrants]) {
      expect(Math.abs(count / n - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / n))
    }
  })

  it('is drawn anew where a corner of the square comes up', () => {
    const uniforms = [0.5, 0.5, 0.99, 0.99, 0.01, 0.99, 0.75, 0.25, 0.5, 0.5]
    const random: Random = { ...randomStream(1, 'test').seek(0, 0, 0), uniform: () => uniforms.shift() ?? Number.NaN }
    const [qpos, qvel] = [new Float64Array(4), new Float64Array(4)]
    tasks.reacherV5Task.start(random, qpos, qvel)
    expect([...qpos]).toEqual([0, 0, 0.1, -0.1])
    expect([...qvel]).toEqual([0, 0, 0, 0])
  })
})

describe.each([{ name: 'Swimmer-v5', task: tasks.swimmerV5Task, golden: swimmer }, ...gymnasium])(
  'forces of limits and contacts of $name',
  ({ task, golden }) => {
    const model = {
      ...task.model,
      // MuJoCo solves to the end too: at its default tolerance a force of 500 N on the swimmer is off by 2e-7 N.
      mjcf: task.model.mjcf.replace('<option ', '<option tolerance="1e-14" iterations="1000" '),
      // Evaluations are kept for robots with sites; this asks for them without having any.
      sites: task.model.sites ?? { names: [], place: () => undefined },
    }
    const engines = [tasks.mujocoEngine(mujoco, model, 1), planarEngine(model, 1)] as const
    afterAll(() => {
      for (const engine of engines) engine.dispose()
    })

    it('are the same on both engines, on the floor and beyond limits', () => {
      let greatest = 0
      for (const { qpos, qvel, action } of golden.singleSteps) {
        const [expected, actual] = engines.map((engine) => {
          engine.qpos[0].set(qpos)
          engine.qvel[0].set(qvel)
          engine.start(0)
          expect(engine.evaluation[0].constraintForce.every((force) => force === 0)).toBe(true)
          engine.step(Uint8Array.of(1), Float64Array.from(action))
          return [...engine.evaluation[0].constraintForce]
        })
        const scale = Math.max(1, ...expected.map(Math.abs))
        expected.forEach((force, i) => {
          expect(Math.abs(actual[i] - force)).toBeLessThan(1e-12 * scale)
        })
        greatest = Math.max(greatest, scale)
      }
      expect(greatest).toBeGreaterThan(1)
    })
  },
)

it('a robot with a site that its MJCF lacks is refused', () => {
  const { model } = tasks.reacherV5Task
  const sites = { names: ['fingertip', 'elbow'], place: () => undefined }
  expect(() => tasks.mujocoEngine(mujoco, { ...model, sites }, 1)).toThrow(
    'the MJCF of reacher has no site named elbow',
  )
})

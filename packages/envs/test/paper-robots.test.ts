import { boxBounds, spaceSize } from '@trpo/envs'
import { environmentConformance, lanesConformance } from '@trpo/envs/conformance'
import * as onMujoco from '@trpo/envs/mujoco'
import * as onPlanar from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { distance } from './distance.ts'

const { hopperV5Task, paperHopperTask, paperWalkerTask, walker2dV5Task } = onMujoco
const mujoco = await onMujoco.loadMujoco()
const one = Uint8Array.of(1)
/** Forces that nothing pushes with. */
const none = { sites: new Float64Array(0), constraintForce: new Float64Array(0), floorForces: new Float64Array(2) }
/** Where MuJoCo solves to the end, as planar physics does. */
const solved = (model: onMujoco.RobotModel): onMujoco.RobotModel => ({
  ...model,
  mjcf: model.mjcf.replace('<option ', '<option tolerance="1e-14" iterations="1000" '),
})

/** The doubles just below and just above x > 0. */
const below = (x: number) => x * (1 - 2 ** -53)
const above = (x: number) => x * (1 + 2 ** -52)

const robots = [
  { task: paperHopperTask, v5: hopperV5Task, feet: 0, observations: 11 },
  { task: paperWalkerTask, v5: walker2dV5Task, feet: 2, observations: 17 },
].map((each) => ({ name: each.task.spec.name, ...each }))

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
        const reward = task.reward(before, Float64Array.from(action), after, qvel, evaluation)
        expect(Math.abs(reward - expected)).toBeLessThan(1e-12)
        expect(task.terminated(after, qvel, evaluation)).toBe(fallen)
      }),
    )
  })

  it('stands for nearly 1 a step: the bonus, less what its own weight costs its feet', () => {
    const engine = onPlanar.planarEngine(task.model, 1)
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
      total += task.reward(before, new Float64Array(motors), qpos, qvel, evaluation)
      for (const force of evaluation.floorForces) costs += 5e-7 * force * force
    }
    expect(Math.abs(total / 30 - 1)).toBeLessThan(0.1)
    if (feet > 0) expect(costs / 30).toBeGreaterThan(0.01)
    expect(costs / 30).toBeLessThan(0.02)
    engine.dispose()
  })
})

/** One coordinate of a standing robot set to a value, and whether that ends the episode. */
const edges: [onMujoco.RobotTask, 'qpos' | 'qvel', number, number, boolean][] = [
  [paperHopperTask, 'qpos', 1, 0.7, true],
  [paperHopperTask, 'qpos', 1, above(0.7), false],
  [paperHopperTask, 'qpos', 2, 0.2, true],
  [paperHopperTask, 'qpos', 2, below(0.2), false],
  [paperHopperTask, 'qpos', 2, -0.2, true],
  [paperHopperTask, 'qpos', 3, 100, false],
  [paperHopperTask, 'qvel', 5, -1000, false],
  [paperWalkerTask, 'qpos', 1, 0.8, true],
  [paperWalkerTask, 'qpos', 1, above(0.8), false],
  [paperWalkerTask, 'qpos', 1, 2, true],
  [paperWalkerTask, 'qpos', 1, below(2), false],
  [paperWalkerTask, 'qpos', 2, -1, true],
  [paperWalkerTask, 'qpos', 2, -below(1), false],
]

it.each(edges.map(([task, part, index, value, ends]) => ({ name: task.spec.name, task, part, index, value, ends })))(
  '$name with $part[$index] = $value ends: $ends',
  ({ task, part, index, value, ends }) => {
    const size = task === paperHopperTask ? 6 : 9
    const state = { qpos: new Float64Array(size), qvel: new Float64Array(size) }
    state.qpos[1] = 1.25
    state[part][index] = value
    expect(task.terminated(state.qpos, state.qvel, none)).toBe(ends)
  },
)

describe.each(robots)('$name on both engines', ({ task, feet }) => {
  const model = solved(task.model)
  const engines = [onMujoco.mujocoEngine(mujoco, model, 1), onPlanar.planarEngine(model, 1)] as const
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
          const reward = task.reward(before, action, qpos, qvel, evaluation)
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
          return { reward: task.reward(before, controls, qpos, qvel, evaluation), forces: [...evaluation.floorForces] }
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

describe('the feet of a robot', () => {
  const { model } = paperWalkerTask

  it('share what the floor pushes up with its other parts: at rest, the robot’s weight', () => {
    const engines = [onMujoco.mujocoEngine(mujoco, model, 1), onPlanar.planarEngine(model, 1)]
    for (const engine of engines) {
      engine.qpos[0].set([0, 1.25, 0, 0, 0, 0, 0, 0, 0])
      engine.start(0)
      // Standing stiffly, the robot comes to rest on its feet before it tips over.
      for (let t = 0; t < 60; t++) engine.step(one, new Float64Array(6))
      const [right, left] = engine.evaluation[0].floorForces
      expect(Math.abs((right + left) / 232.27 - 1)).toBeLessThan(0.2)
      expect(Math.abs(right - left)).toBeLessThan(1e-6)
      engine.dispose()
    }
  })

  it('are restored by snapshots, in any lane', () => {
    for (const engine of [onMujoco.mujocoEngine(mujoco, model, 2), onPlanar.planarEngine(model, 2)]) {
      for (const lane of [0, 1]) {
        engine.qpos[lane].set([0, 1.25 + 0.1 * lane, 0, 0, 0, 0, 0, 0, 0])
        engine.start(lane)
      }
      const [both, forces] = [Uint8Array.of(1, 1), (lane: number) => [...engine.evaluation[lane].floorForces]]
      for (let t = 0; t < 30; t++) engine.step(both, new Float64Array(12))
      const [snapshot, expected] = [engine.snapshot(0), forces(0)]
      expect(Math.min(...expected)).toBeGreaterThan(0)
      for (let t = 0; t < 3; t++) engine.step(both, new Float64Array(12).fill(0.5))
      const later = forces(0)
      expect(later).not.toEqual(expected)
      engine.restore(1, snapshot)
      expect(forces(1)).toEqual(expected)
      engine.restore(0, snapshot)
      expect(forces(0)).toEqual(expected)
      for (let t = 0; t < 3; t++) engine.step(both, new Float64Array(12).fill(0.5))
      expect([forces(0), forces(1)]).toEqual([later, later])
      engine.start(0)
      expect(forces(0)).toEqual([0, 0])
      engine.dispose()
    }
  })

  it('take nothing of MuJoCo’s memory that they do not give back', async () => {
    const own = await onMujoco.loadMujoco()
    const engine = onMujoco.mujocoEngine(own, model, 1)
    const compiled = own.MjModel.from_xml_string(model.mjcf)
    const size = () => {
      const data = new own.MjData(compiled)
      const bytes: number = data.qpos.buffer.byteLength
      data.delete()
      return bytes
    }
    engine.qpos[0].set([0, 1.21, 0, 0, 0, 0, 0, 0, 0])
    engine.start(0)
    const snapshot = engine.snapshot(0)
    const before = size()
    // Kept handles of four contacts would take 5 kB a step.
    for (let t = 0; t < 3000; t++) {
      if (t % 50 === 0) engine.restore(0, snapshot)
      engine.step(one, new Float64Array(6))
    }
    expect(Math.min(...engine.evaluation[0].floorForces)).toBeGreaterThan(0)
    expect(size()).toBe(before)
    engine.dispose()
  })

  it('leave every step as it is without them', () => {
    const engines = [walker2dV5Task.model, model].map((each) => onPlanar.planarEngine(each, 1))
    const draws = randomStream(6, 'test').seek(0, 0, 0)
    for (const engine of engines) {
      engine.qpos[0].set([0, 1.25, 0, 0, 0, 0, 0, 0, 0])
      engine.start(0)
    }
    for (let t = 0; t < 100; t++) {
      const action = Float64Array.from({ length: 6 }, () => draws.normal())
      for (const engine of engines) engine.step(one, action)
      expect(engines[1].qpos[0]).toEqual(engines[0].qpos[0])
      expect(engines[1].qvel[0]).toEqual(engines[0].qvel[0])
    }
    expect(engines[0].evaluation[0].floorForces).toHaveLength(0)
    for (const engine of engines) engine.dispose()
  })

  it('are refused where a description lacks them', () => {
    const [foot] = model.feet ?? []
    const lacking = (part: Partial<onMujoco.Foot>) => ({ ...model, feet: [{ ...foot, ...part }] })
    expect(() => onMujoco.mujocoEngine(mujoco, lacking({ geom: 'toe' }), 1)).toThrow(
      'the MJCF of walker2d has no geom named toe',
    )
    expect(() => onPlanar.planarEngine(lacking({ capsule: 'toe' }), 1)).toThrow(
      'the planar model of walker2d has no capsule named toe that a floor can touch',
    )
  })
})

describe.each(
  robots.flatMap(({ name, task }) => [
    {
      name: `${name} on MuJoCo`,
      single: () => onMujoco.mujocoEnvironment(mujoco, task),
      lanes: (count: number) => onMujoco.mujocoLanes(mujoco, task, count),
    },
    ...(['f64x2', 'f32x4'] as const).map((numerics) => ({
      name: `${name} on planar physics in ${numerics}`,
      single: () => onPlanar.planarEnvironment(task, { numerics }),
      lanes: (count: number) => onPlanar.planarLanes(task, count, { numerics }),
    })),
  ]),
)('$name keeps the contract', ({ single, lanes }) => {
  for (const check of environmentConformance(single, { steps: 60, reachesTimeLimit: false, refusesWrongLengths: true }))
    it(check.name, check.run)
  describe('as lanes', () => {
    for (const check of lanesConformance(lanes, { steps: 60, single })) it(check.name, check.run)
  })
})

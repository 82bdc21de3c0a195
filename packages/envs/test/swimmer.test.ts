import { isRestorable, spaceSize } from '@trpo/envs'
import { environmentConformance, lanesConformance } from '@trpo/envs/conformance'
import * as onMujoco from '@trpo/envs/mujoco'
import * as onPlanar from '@trpo/envs/planar'
import { type Random, randomStream } from '@trpo/random'
import { afterAll, describe, expect, it } from 'vitest'
import golden from '../goldens/swimmer.json' with { type: 'json' }
import { distance } from './distance.ts'
import { reportedLaw, reportOf } from './reported-law.ts'

const { loadMujoco, paperSwimmerTask, swimmerV5Task } = onMujoco
const mujoco = await loadMujoco()
const all = Uint8Array.of(1)

/** Both engines, held to the same numbers. `exact` engines solve to the end where MuJoCo stops at its tolerance. */
const engines = [
  {
    physics: 'mujoco',
    exact: false,
    engine: () => onMujoco.mujocoEngine(mujoco, swimmerV5Task.model, 1),
    single: (task: onMujoco.RobotTask) => onMujoco.mujocoEnvironment(mujoco, task),
    lanes: (task: onMujoco.RobotTask, count: number) => onMujoco.mujocoLanes(mujoco, task, count),
  },
  {
    physics: 'planar',
    exact: true,
    engine: () => onPlanar.planarEngine(swimmerV5Task.model, 1),
    single: (task: onMujoco.RobotTask) => onPlanar.planarEnvironment(task),
    lanes: (task: onMujoco.RobotTask, count: number) => onPlanar.planarLanes(task, count),
  },
]

const kinds = engines.flatMap(({ physics, single, lanes }) =>
  [
    { task: swimmerV5Task, name: 'Swimmer-v5', size: 8 },
    { task: paperSwimmerTask, name: 'paper/swimmer', size: 9 },
  ].map((kind) => ({
    ...kind,
    physics,
    single: () => single(kind.task),
    lanes: (count: number) => lanes(kind.task, count),
  })),
)

function observe(task: onMujoco.RobotTask, engine: onMujoco.RobotEngine): Float64Array {
  const into = new Float64Array(spaceSize(task.spec.observationSpace))
  task.observe(engine.qpos[0], engine.qvel[0], into, engine.evaluation[0])
  return into
}

describe('the compiled model', () => {
  const model = mujoco.MjModel.from_xml_string(swimmerV5Task.model.mjcf)
  afterAll(() => model.delete())
  const options =
    'timestep tolerance iterations impratio disableflags enableflags density viscosity gravity wind'.split(' ')
  /** Not arrays or numbers of the compiled model: compared below, or names, which are our own. */
  const elsewhere = /^(frame_skip|dt|integrator|solver|cone|actuator_gear|jnt_limited|actuator_ctrllimited)$|_names$/
  const entries = Object.entries(golden.model)

  it.each(entries.filter(([key]) => !elsewhere.test(key)))('has %s', (key, value) => {
    const owner: object = options.includes(key) ? model.opt : model
    const own: unknown = Reflect.get(owner, key)
    const flat = typeof own === 'object' && own !== null ? Array.from(own as ArrayLike<number>) : [own]
    expect(flat).toEqual([value].flat(2))
  })

  it('has the integrator, solver and cone', () => {
    const { mjtIntegrator, mjtSolver, mjtCone } = mujoco
    expect(model.opt.integrator).toBe(Reflect.get(mjtIntegrator, golden.model.integrator).value)
    expect(model.opt.solver).toBe(Reflect.get(mjtSolver, golden.model.solver).value)
    expect(model.opt.cone).toBe(Reflect.get(mjtCone, golden.model.cone).value)
  })

  it('has the gears and limits', () => {
    const gear: Float64Array = model.actuator_gear
    expect([gear[0], gear[6]]).toEqual(golden.model.actuator_gear)
    // The arrays of flags cannot be read through the bindings, the flags one by one can.
    expect(golden.model.jnt_limited.map((_, i) => Number(model.jnt(i).limited))).toEqual(golden.model.jnt_limited)
    expect([0, 1].map((i) => Number(model.actuator(i).ctrllimited))).toEqual(golden.model.actuator_ctrllimited)
  })

  it('is held for as many physics steps as a control step has', () => {
    expect(swimmerV5Task.model.frameSkip).toBe(golden.model.frame_skip)
    expect(swimmerV5Task.model.timestep).toBe(golden.model.timestep)
    expect(swimmerV5Task.model.timestep * swimmerV5Task.model.frameSkip).toBe(golden.model.dt)
  })

  it('leaves most of its working memory free, with both limits active', () => {
    const data = new mujoco.MjData(model)
    data.qpos.set([0, 0, 0, 1.9, -1.9])
    for (let k = 0; k < 4; k++) mujoco.mj_step(model, data)
    expect(data.nefc).toBe(2)
    expect(data.maxuse_arena).toBeGreaterThan(0)
    expect(data.maxuse_arena).toBeLessThan(0.2 * data.narena)
    data.delete()
  })
})

describe.each(engines)('a control step on $physics', (physics) => {
  const engine = physics.engine()
  afterAll(() => engine.dispose())

  it.each(golden.singleSteps.map((step, index) => ({ index, ...step })))(
    'is native MuJoCo’s in case $index ($kind)',
    (step) => {
      const before = Float64Array.from(step.qpos)
      const action = Float64Array.from(step.action)
      engine.qpos[0].set(step.qpos)
      engine.qvel[0].set(step.qvel)
      engine.start(0)
      engine.step(all, action)
      const [qpos, qvel] = [engine.qpos[0], engine.qvel[0]]
      // `tight` is how far native MuJoCo is from its own exact solution, at most 6e-11.
      const unsolved = physics.exact ? step.tight : 0
      const bound = 1e-12 + unsolved
      expect(distance(qpos, step.nextQpos)).toBeLessThan(bound)
      expect(distance(qvel, step.nextQvel)).toBeLessThan(bound)
      expect(distance(observe(swimmerV5Task, engine), step.observationV5)).toBeLessThan(bound)
      expect(distance(observe(paperSwimmerTask, engine), step.observationPaper)).toBeLessThan(bound)
      // Rewards divide by dt, and charge actions of up to 1,000.
      const scale = 1 + Math.abs(step.rewardV5)
      const reward = (task: typeof swimmerV5Task) =>
        task.reward(before, action, qpos, qvel, engine.evaluation[0], new Float64Array(0))
      expect(Math.abs(reward(swimmerV5Task) - step.rewardV5)).toBeLessThan(1e-12 * scale + unsolved / golden.model.dt)
      expect(Math.abs(reward(paperSwimmerTask) - step.rewardPaper)).toBeLessThan(
        1e-12 * scale + unsolved / golden.model.dt,
      )
      expect(swimmerV5Task.terminated(qpos, qvel, engine.evaluation[0])).toBe(false)
      const info = reportOf(swimmerV5Task, before, action, qpos, qvel, engine.evaluation[0], new Float64Array(0))
      reportedLaw(info, step.info, 1e-12 + unsolved / golden.model.dt)
    },
  )
})

/** Draws that make the swimmer start at the given state, as nearly as doubles allow. */
function startingAt(qpos: readonly number[], qvel: readonly number[]): Random {
  let next = 0
  const state = [...qpos, ...qvel]
  return { ...randomStream(1, 'test').seek(0, 0, 0), uniform: () => (state[next++] / 0.1 + 1) / 2 }
}

describe.each(kinds)('$name on $physics', ({ task, single, lanes, name, size }) => {
  const play = { steps: 40, single }
  for (const check of environmentConformance(single, { steps: 40, refusesWrongLengths: true }))
    it(check.name, check.run)
  describe('as lanes', () => {
    for (const check of lanesConformance(lanes, play)) it(check.name, check.run)
  })

  it('has its specification', () => {
    const environment = single()
    expect(environment.spec.name).toBe(name)
    expect(environment.spec.timeLimit).toBe(1000)
    expect(spaceSize(environment.spec.observationSpace)).toBe(size)
    expect(environment.spec.actionSpace).toEqual({ kind: 'box', low: [-1, -1], high: [1, 1] })
    expect(isRestorable(environment)).toBe(true)
    environment.dispose?.()
    const some = lanes(2)
    expect(some.spec).toEqual(environment.spec)
    some.dispose()
  })

  it.each(golden.rollouts.map((rollout, index) => ({ index, ...rollout })))(
    'follows rollout $index of Gymnasium for 50 steps, from its reset on',
    ({ qpos, qvel, actions, steps, initialObservationV5, initialObservationPaper }) => {
      const environment = single()
      const draws = startingAt(qpos, qvel)
      environment.reset(draws)
      const observation = new Float64Array(size)
      environment.observe(observation)
      const initial = size === 8 ? initialObservationV5 : initialObservationPaper
      expect(distance(observation, initial)).toBeLessThan(1e-16)
      const rewards = size === 8 ? steps.rewardV5 : steps.rewardPaper
      actions.forEach((action, t) => {
        const { reward, terminated } = environment.step(Float64Array.from(action), draws)
        expect(terminated).toBe(false)
        environment.observe(observation)
        // The recorded rollouts keep the paper's observation as the state it is made of.
        const expected = size === 8 ? steps.observationV5[t] : [...steps.qpos[t].slice(1), ...steps.qvel[t]]
        expect(distance(observation, expected)).toBeLessThan(1e-10)
        expect(Math.abs(reward - rewards[t])).toBeLessThan(1e-10)
      })
      environment.dispose?.()
    },
  )

  it('starts uniformly within the noise of Gymnasium’s reset', () => {
    const { qposLow, qposHigh, qvelLow, qvelHigh } = golden.reset
    const stream = randomStream(7, 'test')
    const [qpos, qvel] = [new Float64Array(5), new Float64Array(5)]
    const n = 4000
    const squares = new Float64Array(10)
    const sums = new Float64Array(10)
    for (let episode = 0; episode < n; episode++) {
      task.start(stream.seek(episode, 0, 0), qpos, qvel)
      expect(Math.min(...qpos)).toBeGreaterThanOrEqual(qposLow)
      expect(Math.max(...qpos)).toBeLessThanOrEqual(qposHigh)
      expect(Math.min(...qvel)).toBeGreaterThanOrEqual(qvelLow)
      expect(Math.max(...qvel)).toBeLessThanOrEqual(qvelHigh)
      ;[...qpos, ...qvel].forEach((value, i) => {
        sums[i] += value
        squares[i] += value * value
      })
    }
    const variance = 0.1 ** 2 / 3
    for (let i = 0; i < 10; i++) {
      // Five standard errors.
      expect(Math.abs(sums[i] / n)).toBeLessThan(5 * Math.sqrt(variance / n))
      expect(Math.abs(squares[i] / n - variance)).toBeLessThan(5 * Math.sqrt(((4 / 45) * 0.1 ** 4) / n))
    }
  })
})

import { loadMujoco, mujocoEngine, mujocoEnvironment } from '@trpo/envs/mujoco'
import { planarEnvironment, planarLanes } from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import { afterAll, describe, expect, it } from 'vitest'
import { distance, relativeDistance as relative } from './distance.ts'
import { reportedLaw, reportOf } from './reported-law.ts'
import { resetLaw } from './reset-law.ts'
import { spatial } from './spatial.ts'
import { specificationLaw } from './specification-law.ts'
import { steppedRobot } from './stepped-robot.ts'

const mujoco = await loadMujoco()

describe.each(spatial)('$name', ({ task, golden, free, restarted }) => {
  const spec = golden.task
  const engine = mujocoEngine(mujoco, task.model, 1)
  const { observation, start, step } = steppedRobot(task, engine, spec.observationSize)
  afterAll(() => engine.dispose())

  it('has the specification', () => specificationLaw(task, spec))

  it.each(golden.singleSteps.map((each, index) => ({ index, ...each })))(
    'observes, rewards and ends as Gymnasium does in the states of case $index ($kind)',
    (each) => {
      const [qpos, qvel] = [Float64Array.from(each.nextQpos), Float64Array.from(each.nextQvel)]
      const nothing = new Float64Array(0)
      const quantities = Float64Array.from(each.quantities)
      const evaluation = { sites: nothing, constraintForce: nothing, floorForces: nothing, quantities }
      const into = new Float64Array(spec.observationSize)
      task.observe(qpos, qvel, into, evaluation)
      expect([...into]).toEqual(each.observation)
      const [before, action] = [Float64Array.from(each.qpos), Float64Array.from(each.action)]
      const taken = [before, action, qpos, qvel, evaluation, Float64Array.from(each.positionBefore)] as const
      const reward = task.reward(...taken)
      // NumPy adds up long sums pairwise, and the reward is a difference of several terms: some units in the last place.
      expect(Math.abs(reward - each.reward)).toBeLessThanOrEqual(2e-15 * Math.max(1, Math.abs(each.reward)))
      expect(task.terminated(qpos, qvel, evaluation)).toBe(each.terminated)
      reportedLaw(reportOf(task, ...taken), each.info, 2e-15)
    },
  )

  it.each(golden.starts.map((state, index) => ({ index, ...state })))(
    'observes start $index as Gymnasium does',
    ({ qpos, qvel, observation: expected }) => {
      start(qpos, qvel)
      expect(relative(observation, expected)).toBeLessThan(1e-15)
    },
  )

  it.each(golden.singleSteps.map((each, index) => ({ index, ...each })))(
    'takes the step of Gymnasium in case $index ($kind)',
    (each) => {
      start(each.qpos, each.qvel)
      expect(distance(engine.evaluation[0].quantities.subarray(0, 3), each.positionBefore)).toBeLessThan(1e-15)
      const { reward, terminated, info } = step(each.action)
      const bound = 1e-14
      expect(relative(engine.qpos[0], each.nextQpos)).toBeLessThan(bound)
      expect(relative(engine.qvel[0], each.nextQvel)).toBeLessThan(bound)
      expect(relative(observation, each.observation)).toBeLessThan(bound)
      expect(relative(engine.evaluation[0].quantities, each.quantities)).toBeLessThan(bound)
      expect(Math.abs(reward - each.reward)).toBeLessThan(bound * Math.max(1, Math.abs(each.reward)))
      expect(terminated).toBe(each.terminated)
      reportedLaw(info, each.info, bound)
    },
  )

  it.each(golden.rollouts.map((rollout, index) => ({ index, ...rollout })))(
    `follows rollout $index of Gymnasium for ${free.steps} steps, falls included`,
    ({ qpos, qvel, actions, steps }) => {
      start(qpos, qvel)
      actions.slice(0, free.steps).forEach((action, t) => {
        const { reward, terminated } = step(action)
        expect(relative(engine.qpos[0], steps.qpos[t])).toBeLessThan(free.apart)
        expect(relative(engine.qvel[0], steps.qvel[t])).toBeLessThan(free.apart)
        if (t < steps.observation.length) expect(relative(observation, steps.observation[t])).toBeLessThan(1e-12)
        expect(Math.abs(reward - steps.reward[t])).toBeLessThan(10 * free.apart)
        expect(terminated).toBe(steps.terminated[t] === 1)
      })
    },
  )

  it('takes each of 300 steps of the rollouts from the recorded state before it', () => {
    let count = 0
    for (const { qpos, qvel, actions, steps } of golden.rollouts) {
      actions.forEach((action, t) => {
        start(t === 0 ? qpos : steps.qpos[t - 1], t === 0 ? qvel : steps.qvel[t - 1])
        const { reward, terminated } = step(action, steps.positionBefore[t])
        expect(relative(engine.qpos[0], steps.qpos[t])).toBeLessThan(restarted)
        expect(relative(engine.qvel[0], steps.qvel[t])).toBeLessThan(restarted)
        expect(Math.abs(reward - steps.reward[t])).toBeLessThan(restarted)
        expect(terminated).toBe(steps.terminated[t] === 1)
        count++
      })
    }
    expect(count).toBe(300)
  })

  it('starts as Gymnasium’s reset does', () => resetLaw(task, golden.reset))

  it('is refused on planar physics, in words that name MuJoCo', () => {
    // What JavaScript can do and TypeScript refuses.
    const planarTask = task as unknown as Parameters<typeof planarEnvironment>[0]
    const message = new RegExp(`${task.model.name} has no planar description.*mujocoEnvironment`)
    expect(() => planarEnvironment(planarTask)).toThrow(message)
    expect(() => planarLanes(planarTask, 2)).toThrow(message)
  })

  it('needs the bodies that it looks at', () => {
    const model = { ...task.model, quantities: [{ position: 'nowhere' }] as const }
    expect(() => mujocoEngine(mujoco, model, 1)).toThrow(`the MJCF of ${task.model.name} has no body named nowhere`)
  })

  it('pays the first step after a restored snapshot as it was paid the first time', () => {
    const environment = mujocoEnvironment(mujoco, task)
    const random = randomStream(5, 'test').seek(0, 0, 0)
    environment.reset(random)
    const action = Float64Array.from(spec.actionHigh)
    for (let t = 0; t < 5; t++) environment.step(action, random)
    const snapshot = environment.snapshot()
    const once = environment.step(action, random)
    for (let t = 0; t < 5; t++) environment.step(action, random)
    environment.restore(snapshot)
    expect(environment.step(action, random)).toEqual(once)
    environment.dispose?.()
  })
})

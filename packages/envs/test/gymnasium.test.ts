import * as onMujoco from '@trpo/envs/mujoco'
import * as onPlanar from '@trpo/envs/planar'
import { afterAll, describe, expect, it } from 'vitest'
import { distance, relativeDistance as relative } from './distance.ts'
import { gymnasium } from './gymnasium.ts'
import { reportedLaw, reportOf } from './reported-law.ts'
import { resetLaw } from './reset-law.ts'
import { specificationLaw } from './specification-law.ts'
import { steppedRobot } from './stepped-robot.ts'

const mujoco = await onMujoco.loadMujoco()
const nothing = new Float64Array(0)

/** `exact` engines solve to the end where MuJoCo stops at its tolerance. */
const engines = [
  {
    physics: 'mujoco',
    exact: false,
    create: (model: onMujoco.RobotModel): onMujoco.RobotEngine => onMujoco.mujocoEngine(mujoco, model, 1),
  },
  {
    physics: 'planar',
    exact: true,
    create: (model: onMujoco.RobotModel): onMujoco.RobotEngine => onPlanar.planarEngine(model, 1),
  },
]

describe.each(gymnasium)('$name', ({ task, golden, apart }) => {
  const spec = golden.task

  it('has the specification', () => specificationLaw(task, spec))

  it.each(golden.singleSteps.map((step, index) => ({ index, ...step })))(
    'observes, rewards and ends as Gymnasium does in the states of case $index ($kind)',
    (step) => {
      const [qpos, qvel] = [Float64Array.from(step.nextQpos), Float64Array.from(step.nextQvel)]
      const evaluation = {
        sites: Float64Array.from(step.sites ?? []),
        constraintForce: Float64Array.from(step.constraintForce ?? []),
        floorForces: nothing,
        quantities: nothing,
      }
      const into = new Float64Array(spec.observationSize)
      task.observe(qpos, qvel, into, evaluation)
      // The double pendulum's sines and cosines may differ in their last bit, the reacher's norm too, and nothing else.
      expect(distance(into, step.observation)).toBeLessThanOrEqual(/Double/.test(spec.name) ? 1.2e-16 : 0)
      const [before, action] = [Float64Array.from(step.qpos), Float64Array.from(step.action)]
      const taken = [before, action, qpos, qvel, evaluation, nothing] as const
      const reward = task.reward(...taken)
      expect(Math.abs(reward - step.reward)).toBeLessThanOrEqual(/Reacher/.test(spec.name) ? 2.3e-16 : 0)
      expect(task.terminated(qpos, qvel, evaluation)).toBe(step.terminated)
      reportedLaw(reportOf(task, ...taken), step.info, /Reacher/.test(spec.name) ? 2.3e-16 : 0)
    },
  )

  describe.each(engines)('on $physics', ({ exact, create }) => {
    const engine = create(task.model)
    const { observation, start, step } = steppedRobot(task, engine, spec.observationSize)
    afterAll(() => engine.dispose())

    it.each(golden.starts.map((state, index) => ({ index, ...state })))(
      'observes start $index as Gymnasium does',
      ({ qpos, qvel, observation: expected }) => {
        start(qpos, qvel)
        expect(distance(observation, expected)).toBeLessThan(3e-16)
      },
    )

    it.each(golden.singleSteps.map((state, index) => ({ index, ...state })))(
      'takes the step of Gymnasium in case $index ($kind)',
      (golden) => {
        start(golden.qpos, golden.qvel)
        const { reward, terminated, info } = step(golden.action)
        const bound = 1e-12 + (exact ? golden.tight : 0)
        expect(relative(engine.qpos[0], golden.nextQpos)).toBeLessThan(bound)
        expect(relative(engine.qvel[0], golden.nextQvel)).toBeLessThan(bound)
        expect(relative(observation, golden.observation)).toBeLessThan(bound)
        const { sites, constraintForce } = engine.evaluation[0]
        expect(relative(sites, golden.sites ?? [])).toBeLessThan(bound)
        expect(relative(constraintForce, golden.constraintForce ?? [])).toBeLessThan(10 * bound)
        expect(Math.abs(reward - golden.reward)).toBeLessThan(1e2 * bound * Math.max(1, Math.abs(golden.reward)))
        expect(terminated).toBe(golden.terminated)
        reportedLaw(info, golden.info, 1e2 * bound)
      },
    )

    it.each(golden.rollouts.map((rollout, index) => ({ index, ...rollout })))(
      'follows rollout $index of Gymnasium for 50 steps, falls included',
      ({ qpos, qvel, actions, steps }) => {
        start(qpos, qvel)
        actions.forEach((action, t) => {
          const { reward, terminated } = step(action)
          expect(relative(engine.qpos[0], steps.qpos[t])).toBeLessThan(apart)
          expect(relative(engine.qvel[0], steps.qvel[t])).toBeLessThan(apart)
          if (t < steps.observation.length) expect(relative(observation, steps.observation[t])).toBeLessThan(apart)
          expect(Math.abs(reward - steps.reward[t])).toBeLessThan(200 * apart)
          expect(terminated).toBe(steps.terminated[t] === 1)
        })
      },
    )

    it('takes each step of the rollouts from the recorded state before it', () => {
      for (const { qpos, qvel, actions, steps } of golden.rollouts) {
        actions.forEach((action, t) => {
          start(t === 0 ? qpos : steps.qpos[t - 1], t === 0 ? qvel : steps.qvel[t - 1])
          const { reward, terminated } = step(action)
          expect(relative(engine.qpos[0], steps.qpos[t])).toBeLessThan(1e-11)
          expect(relative(engine.qvel[0], steps.qvel[t])).toBeLessThan(1e-11)
          expect(Math.abs(reward - steps.reward[t])).toBeLessThan(1e-9)
          expect(terminated).toBe(steps.terminated[t] === 1)
        })
      }
    })
  })

  it('starts as Gymnasium’s reset does', () => resetLaw(task, golden.reset))
})

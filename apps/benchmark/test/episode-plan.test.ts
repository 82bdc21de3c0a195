import { cartPole, lanesOf } from '@trpo/envs'
import { loadMujoco } from '@trpo/envs/mujoco'
import { expect, test } from 'vitest'
import { actionTable } from '../src/contestants/actions.ts'
import { episodePlan } from '../src/contestants/episode-plan.ts'
import { laneWalk, WALK_STEPS } from '../src/contestants/lane-walk.ts'
import { mujocoAlone } from '../src/contestants/mujoco-alone.ts'
import { planarAlone } from '../src/contestants/planar-alone.ts'
import { robots } from '../src/contestants/robots.ts'
import { modelNames } from '../src/models.ts'

test.each(modelNames)('MuJoCo alone and planar physics alone go through the same states of %s', async (model) => {
  const task = robots[model]
  const plan = episodePlan(task, 'uniform', 3)
  const mujoco = mujocoAlone(await loadMujoco(), task.model, plan)
  const planar = planarAlone(task.model, plan, 'f64x2')
  const steps = 40
  for (let step = 0; step < steps; step++) planar.step()
  mujoco.step(steps)
  for (const lane of [0, 1, 2]) {
    const there = mujoco.qpos()
    planar.qpos(lane).forEach((value, i) => {
      expect(value, `lane ${lane}, coordinate ${i}`).toBeCloseTo(there[i], 8)
    })
    // The rest of this lane's walk, and the beginning of the next one's.
    if (lane < 2) mujoco.step(WALK_STEPS)
  }
})

test('every lane starts at the first step, and again where its episode ended', () => {
  const { timeLimit } = robots.swimmer.spec
  const plan = episodePlan({ ...robots.swimmer, spec: { ...robots.swimmer.spec, timeLimit: 300 } }, 'normal', 2)
  expect(timeLimit).toBe(WALK_STEPS)
  const started = Array.from({ length: plan.steps }, (_, step) => step).filter(
    (step) => plan.start(step, 1) !== undefined,
  )
  expect(started).toEqual([0, 300, 600, 900])
  expect(plan.start(300, 1)?.qpos).not.toEqual(plan.start(0, 1)?.qpos)
  expect(plan.start(300, 1)?.qpos).not.toEqual(plan.start(300, 0)?.qpos)
})

test('a walk repeats itself, so that the fast and the slow do the same work', () => {
  const heard: number[][] = []
  const walk = laneWalk(
    lanesOf(() => cartPole(), 2),
    'normal',
    (step, lane) => heard.push([step, lane]),
  )
  const starts: number[][][] = []
  for (let time = 0; time < 2; time++) {
    for (let step = 0; step < WALK_STEPS; step++) walk()
    // What was heard up to the starts of the next round.
    starts.push(heard.splice(0, heard.length - 2))
  }
  expect(starts[0].length).toBeGreaterThan(10)
  expect(starts[1]).toEqual(starts[0])
})

test('uniform actions fill the range, and lanes take them at different times', () => {
  const { size, values, offset } = actionTable(robots.swimmer.spec.actionSpace, 'uniform')
  expect(size).toBe(2)
  expect(Math.max(...values)).toBeLessThanOrEqual(1)
  expect(Math.max(...values)).toBeGreaterThan(0.99)
  expect(Math.min(...values)).toBeLessThan(-0.99)
  expect(new Set(Array.from({ length: 64 }, (_, lane) => offset(5, lane))).size).toBe(64)
})

import { cartPole, type Lanes, lanesOf } from '@trpo/envs'
import { loadMujoco } from '@trpo/envs/mujoco'
import { gymnasiumLanes } from '@trpo/envs/node'
import { meanTimes, now, rate } from '../measure/clock.ts'
import type { Measure } from '../measure/contestant.ts'
import { LANES } from '../settings.ts'
import { lanesOn } from './engines.ts'
import { episodePlan } from './episode-plan.ts'
import { laneWalk } from './lane-walk.ts'
import { mujocoAlone } from './mujoco-alone.ts'
import { planarAlone } from './planar-alone.ts'
import { robots } from './robots.ts'
import type { Simulator, TaskOf } from './task.ts'

/** Steps between two looks at the clock. */
const PORTION = 1000

/** Lanes of a simulator. */
export async function createLanes(simulator: Simulator): Promise<Lanes> {
  if (simulator === 'paper/cart-pole') return lanesOf(() => cartPole(), LANES)
  const create = await lanesOn(simulator.physics)
  return create(robots[simulator.robot], LANES)
}

/** MuJoCo alone, in steps a second. */
export async function mujoco({ robot, actions }: TaskOf<'mujoco'>): Promise<Measure> {
  const task = robots[robot]
  const simulation = mujocoAlone(await loadMujoco(), task.model, episodePlan(task, actions, LANES))
  return async (seconds) => ({
    total: await rate(seconds, () => {
      simulation.step(PORTION)
      return PORTION
    }),
  })
}

/** MuJoCo alone, in seconds for a number of steps. */
export async function mujocoSteps({ robot, steps }: TaskOf<'mujocoSteps'>): Promise<Measure> {
  const task = robots[robot]
  const simulation = mujocoAlone(await loadMujoco(), task.model, episodePlan(task, 'normal', LANES))
  return (seconds) =>
    meanTimes(seconds, async () => {
      const began = now()
      simulation.step(steps)
      return { total: now() - began }
    })
}

/** Planar physics alone, in steps a second. */
export async function planar({ robot, actions, numerics }: TaskOf<'planar'>): Promise<Measure> {
  const task = robots[robot]
  return stepRate(planarAlone(task.model, episodePlan(task, actions, LANES), numerics).step)
}

/** Lanes without a policy, in steps a second. */
export async function lanes({ simulator, actions }: TaskOf<'lanes'>): Promise<Measure> {
  return stepRate(laneWalk(await createLanes(simulator), actions))
}

/** Lanes of an environment of Gymnasium, in steps a second. */
export async function bridge({ id, python }: TaskOf<'bridge'>): Promise<Measure> {
  return stepRate(laneWalk(gymnasiumLanes(id, LANES, { python }), 'uniform'))
}

/** The steps a second of a function that steps all lanes once. */
export function stepRate(stepLanes: () => void, lanes: number = LANES): Measure {
  return async (seconds) => ({
    total: await rate(seconds, () => {
      let steps = 0
      for (; steps < PORTION; steps += lanes) stepLanes()
      return steps
    }),
  })
}

import { cartPole, type Lanes, lanesOf } from '@trpo/envs'
import { loadMujoco, paperSwimmerTask, type RobotTask, swimmerV5Lanes, swimmerV5Task } from '@trpo/envs/mujoco'
import { meanTimes, now, rate } from '../measure/clock.ts'
import type { Measure } from '../measure/contestant.ts'
import { laneWalk } from './lane-walk.ts'
import { rawSimulation } from './raw-mujoco.ts'
import type { Simulator, TaskOf } from './task.ts'

/** Lanes stepped together; Table 2's swimmer samples 50 paths. */
export const LANES = 50

/** Steps between two looks at the clock. */
const PORTION = 1000

const robots: Readonly<Record<TaskOf<'raw'>['robot'], RobotTask>> = {
  'Swimmer-v5': swimmerV5Task,
  'paper/swimmer': paperSwimmerTask,
}

/** Lanes of a simulator. */
export async function createLanes(simulator: Simulator): Promise<Lanes> {
  return simulator === 'Swimmer-v5' ? swimmerV5Lanes(await loadMujoco(), LANES) : lanesOf(() => cartPole(), LANES)
}

/** MuJoCo alone, steps a second. */
export async function raw({ robot }: TaskOf<'raw'>): Promise<Measure> {
  const simulation = rawSimulation(await loadMujoco(), robots[robot])
  return async (seconds) => ({
    total: await rate(seconds, () => {
      simulation.step(PORTION)
      return PORTION
    }),
  })
}

/** MuJoCo alone, seconds for so many steps. */
export async function rawSteps({ robot, steps }: TaskOf<'rawSteps'>): Promise<Measure> {
  const simulation = rawSimulation(await loadMujoco(), robots[robot])
  return (seconds) =>
    meanTimes(seconds, async () => {
      const began = now()
      simulation.step(steps)
      return { total: now() - began }
    })
}

/** Lanes without a policy, steps a second. */
export async function lanes({ simulator }: TaskOf<'lanes'>): Promise<Measure> {
  const walk = laneWalk(await createLanes(simulator))
  return async (seconds) => ({
    total: await rate(seconds, () => {
      let steps = 0
      for (; steps < PORTION; steps += LANES) walk()
      return steps
    }),
  })
}

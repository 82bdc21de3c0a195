import { cartPole, type Lanes, lanesOf } from '@trpo/envs'
import { loadMujoco, type RobotTask, swimmerV5Lanes, swimmerV5Task } from '@trpo/envs/mujoco'
import { rate } from '../measure/clock.ts'
import type { Contestant } from '../measure/contestant.ts'
import { laneWalk } from './lane-walk.ts'
import { rawSimulation } from './raw-mujoco.ts'

/** Lanes stepped together; Table 2's swimmer samples 50 paths. */
export const LANES = 50

/** Steps between two looks at the clock. */
const PORTION = 1000

/** MuJoCo alone, in steps a second. */
export async function rawContestant(task: RobotTask = swimmerV5Task): Promise<Contestant> {
  const simulation = rawSimulation(await loadMujoco(), task)
  return {
    id: 'raw',
    name: `MuJoCo alone, ${task.spec.name}`,
    async measure(seconds) {
      const total = await rate(seconds, () => {
        simulation.step(PORTION)
        return PORTION
      })
      return { total }
    },
    dispose: () => simulation.dispose(),
  }
}

/** Swimmer-v5 lanes, in steps a second. */
export async function swimmerContestant(): Promise<Contestant> {
  return lanesContestant('ours', swimmerV5Lanes(await loadMujoco(), LANES))
}

/** Cart-pole lanes, in steps a second. */
export function cartPoleContestant(): Contestant {
  return lanesContestant(
    'cart-pole',
    lanesOf(() => cartPole(), LANES),
  )
}

function lanesContestant(id: string, lanes: Lanes): Contestant {
  const walk = laneWalk(lanes)
  return {
    id,
    name: `our ${lanes.count} lanes, ${lanes.spec.name}`,
    async measure(seconds) {
      const total = await rate(seconds, () => {
        let steps = 0
        for (; steps < PORTION; steps += lanes.count) walk()
        return steps
      })
      return { total }
    },
    dispose: () => lanes.dispose(),
  }
}

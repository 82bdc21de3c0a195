import * as tasks from '@trpo/envs/mujoco'
import ant from '../goldens/ant.json' with { type: 'json' }
import humanoid from '../goldens/humanoid.json' with { type: 'json' }
import pusher from '../goldens/pusher.json' with { type: 'json' }
import type { Golden } from './gymnasium.ts'

type Steps = Golden['rollouts'][number]['steps'] & { readonly positionBefore: number[][] }

/** What goldens/generate_spatial.py writes of a task. */
export interface SpatialGolden extends Golden {
  readonly singleSteps: readonly (Golden['singleSteps'][number] & {
    readonly positionBefore: number[]
    readonly quantities: number[]
  })[]
  readonly rollouts: readonly (Golden['rollouts'][number] & { readonly steps: Steps })[]
}

/**
 * Gymnasium's tasks that move in space, with their goldens.
 *
 * - `free`: for how many steps free rollouts are compared, and how far apart they may be, relative. The ant is chaotic: what
 *   begins as a difference in the last bit is 1e-10 after 50 steps, 3e-7 after 100 and 5e-3 after 150 (pusher and humanoid:
 *   1e-10 and 4e-13 after 150).
 * - `restarted`: how far apart a step from a recorded state within a rollout may be. MuJoCo solves the humanoid's contacts by
 *   at most 50 sweeps, which end where its warm start lets them; a state alone does not hold that, so that a restarted step
 *   differs as much as an unfinished solution does (1.6e-6). Free rollouts keep it, and agree much better.
 */
export const spatial: readonly {
  readonly name: string
  readonly task: tasks.RobotTask<tasks.MujocoRobot>
  readonly golden: SpatialGolden
  readonly free: { readonly steps: number; readonly apart: number }
  readonly restarted: number
}[] = [
  { name: 'Ant-v5', task: tasks.antV5Task, golden: ant, free: { steps: 100, apart: 1e-5 }, restarted: 1e-13 },
  { name: 'Pusher-v5', task: tasks.pusherV5Task, golden: pusher, free: { steps: 150, apart: 1e-8 }, restarted: 1e-13 },
  {
    name: 'Humanoid-v5',
    task: tasks.humanoidV5Task,
    golden: humanoid,
    free: { steps: 150, apart: 1e-11 },
    restarted: 1e-5,
  },
]

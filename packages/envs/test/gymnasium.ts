import * as tasks from '@trpo/envs/mujoco'
import halfCheetah from '../goldens/half-cheetah.json' with { type: 'json' }
import hopper from '../goldens/hopper.json' with { type: 'json' }
import doublePendulum from '../goldens/inverted-double-pendulum.json' with { type: 'json' }
import pendulum from '../goldens/inverted-pendulum.json' with { type: 'json' }
import reacher from '../goldens/reacher.json' with { type: 'json' }
import walker2d from '../goldens/walker2d.json' with { type: 'json' }

/** What goldens/generate_robots.py writes of a task. */
export interface Golden {
  readonly task: {
    readonly name: string
    readonly timeLimit: number
    readonly observationSize: number
    readonly actionLow: readonly number[]
    readonly actionHigh: readonly number[]
  }
  readonly model: {
    readonly counts: Readonly<Record<string, number>>
    readonly frameSkip: number
    readonly dt: number
    readonly options: Readonly<Record<string, readonly number[]>>
    readonly fields: Readonly<Record<string, readonly number[]>>
  }
  readonly reset: {
    readonly initQpos: readonly number[]
    readonly initQvel: readonly number[]
    readonly least: readonly number[]
    readonly most: readonly number[]
    readonly mean: readonly number[]
    readonly deviation: readonly number[]
  }
  readonly starts: readonly { readonly qpos: number[]; readonly qvel: number[]; readonly observation: number[] }[]
  readonly singleSteps: readonly {
    readonly kind: string
    readonly qpos: number[]
    readonly qvel: number[]
    readonly action: number[]
    readonly nextQpos: number[]
    readonly nextQvel: number[]
    readonly observation: number[]
    readonly reward: number
    readonly terminated: boolean
    readonly info: Readonly<Record<string, number>>
    readonly sites?: number[]
    readonly constraintForce?: number[]
    readonly tight: number
  }[]
  readonly rollouts: readonly {
    readonly qpos: number[]
    readonly qvel: number[]
    readonly actions: number[][]
    readonly steps: {
      readonly qpos: number[][]
      readonly qvel: number[][]
      readonly observation: number[][]
      readonly reward: number[]
      readonly terminated: number[]
      readonly tight: number[]
    }
  }[]
}

/** Gymnasium's tasks with their goldens. `apart`: how far free rollouts of 50 steps may be, relative. */
export const gymnasium: readonly {
  readonly name: string
  readonly task: tasks.RobotTask
  readonly golden: Golden
  readonly apart: number
}[] = [
  { name: 'Hopper-v5', task: tasks.hopperV5Task, golden: hopper, apart: 1e-9 },
  { name: 'Walker2d-v5', task: tasks.walker2dV5Task, golden: walker2d, apart: 1e-9 },
  { name: 'HalfCheetah-v5', task: tasks.halfCheetahV5Task, golden: halfCheetah, apart: 1e-6 },
  { name: 'InvertedPendulum-v5', task: tasks.invertedPendulumV5Task, golden: pendulum, apart: 1e-9 },
  { name: 'InvertedDoublePendulum-v5', task: tasks.invertedDoublePendulumV5Task, golden: doublePendulum, apart: 1e-9 },
  { name: 'Reacher-v5', task: tasks.reacherV5Task, golden: reacher, apart: 1e-9 },
]

import type { Mujoco, RobotTask } from '@trpo/envs/mujoco'
import { randomStream } from '@trpo/random'
import { ACTION_ROWS, actionTable } from './actions.ts'

/** A MuJoCo simulation driven directly. */
export interface RawSimulation {
  /** So many control steps. */
  step(count: number): void
  dispose(): void
}

/**
 * The floor that everything on MuJoCo stands on: `ctrl = action`, then `mj_step` frame-skip times, through the public
 * API of `@mujoco/mujoco` alone. No observation, no reward; the state starts anew every time limit.
 */
export function rawSimulation(mujoco: Mujoco, task: RobotTask): RawSimulation {
  const { mj_step, mj_resetData } = mujoco
  const model = mujoco.MjModel.from_xml_string(task.model.mjcf)
  const data = new mujoco.MjData(model)
  const { nu } = model
  const { frameSkip } = task.model
  const { timeLimit } = task.spec
  const actions = actionTable(nu)
  const random = randomStream(1, 'bench-raw')
  const qpos = new Float64Array(model.nq)
  const qvel = new Float64Array(model.nv)
  let ctrl: Float64Array = data.ctrl
  let done = 0

  const restart = (): void => {
    task.start(random, qpos, qvel)
    mj_resetData(model, data)
    data.qpos.set(qpos)
    data.qvel.set(qvel)
  }
  return {
    step(count) {
      // A view of memory that has grown since has length 0.
      if (ctrl.length === 0) ctrl = data.ctrl
      for (let i = 0; i < count; i++) {
        if (done % timeLimit === 0) restart()
        const row = (done % ACTION_ROWS) * nu
        for (let k = 0; k < nu; k++) ctrl[k] = actions[row + k]
        for (let k = 0; k < frameSkip; k++) mj_step(model, data)
        done++
      }
    },
    dispose() {
      data.delete()
      model.delete()
    },
  }
}

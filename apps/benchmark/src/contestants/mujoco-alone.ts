import type { Mujoco, MujocoRobot } from '@trpo/envs/mujoco'
import type { EpisodePlan } from './episode-plan.ts'

/** A MuJoCo simulation driven directly. */
export interface MujocoAlone {
  /** Takes `count` control steps. */
  step(count: number): void
  /** The current positions. */
  qpos(): Float64Array
}

/**
 * The work that everything on MuJoCo has to do at least: `ctrl = action`, then `mj_step` frame-skip times, through the
 * public API of `@mujoco/mujoco` alone, without observations or rewards. One robot goes through the lanes of a plan,
 * one after another.
 */
export function mujocoAlone(mujoco: Mujoco, robot: MujocoRobot, plan: EpisodePlan): MujocoAlone {
  const { mj_step, mj_resetData } = mujoco
  const model = mujoco.MjModel.from_xml_string(robot.mjcf)
  const data = new mujoco.MjData(model)
  const { frameSkip } = robot
  const { size, values, offset } = plan.actions
  let ctrl: Float64Array = data.ctrl
  let step = 0
  let lane = 0

  return {
    step(count) {
      // A view of the memory has length 0 once the memory has grown.
      if (ctrl.length === 0) ctrl = data.ctrl
      for (let i = 0; i < count; i++) {
        const start = plan.start(step, lane)
        if (start !== undefined) {
          mj_resetData(model, data)
          data.qpos.set(start.qpos)
          data.qvel.set(start.qvel)
        }
        const from = offset(step, lane)
        for (let k = 0; k < size; k++) ctrl[k] = values[from + k]
        for (let k = 0; k < frameSkip; k++) mj_step(model, data)
        if (++step < plan.steps) continue
        step = 0
        lane = (lane + 1) % plan.lanes
      }
    },
    qpos: () => Float64Array.from(data.qpos),
  }
}

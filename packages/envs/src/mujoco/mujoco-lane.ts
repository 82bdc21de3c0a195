import type { MjData, MjModel } from '@mujoco/mujoco'
import type { Mujoco } from './load.ts'

/** Views into MuJoCo's memory. */
interface Views {
  readonly qpos: Float64Array
  readonly qvel: Float64Array
  readonly ctrl: Float64Array
  readonly siteXpos: Float64Array
  readonly qfrcConstraint: Float64Array
}

/** One simulation state of a model, and ready views of it. */
export interface MujocoLane {
  readonly data: MjData
  /**
   * The views, made anew when MuJoCo's memory has grown. WebAssembly memory that grows leaves its old views behind with length
   * 0, which one comparison shows. Asking MuJoCo for the views each time would cost 0.1 us each.
   */
  views(): Views
  dispose(): void
}

/** Allocates a simulation state. Throws an Error when MuJoCo's memory, 2 GB at most, is full. */
export function mujocoLane(mujoco: Mujoco, model: MjModel): MujocoLane {
  const data = new mujoco.MjData(model)
  let views = readViews(data)
  return {
    data,
    views() {
      if (views.qpos.length === 0) views = readViews(data)
      return views
    },
    dispose: () => data.delete(),
  }
}

function readViews(data: MjData): Views {
  return {
    qpos: data.qpos,
    qvel: data.qvel,
    ctrl: data.ctrl,
    siteXpos: data.site_xpos,
    qfrcConstraint: data.qfrc_constraint,
  }
}

import type { MjData, MjModel } from '@mujoco/mujoco'
import type { MujocoRobot } from '../robots/task.ts'
import type { Mujoco } from './load.ts'

/** Reads the forces of the floor on a robot's feet from what the last evaluation left in a simulation state. */
export interface FootForces {
  /** Writes the normal force on each foot, [feet] in N. */
  read(data: MjData, into: Float64Array): void
  /** Frees what it takes of MuJoCo's memory. */
  dispose(): void
}

/** A contact force and torque in the frame of the contact: the normal force comes first. */
const FORCE_SIZE = 6

/**
 * The reader of a robot's feet; it reads nothing where there are none. A contact counts where the other geom is a plane.
 * Throws an Error when the MJCF lacks one of the geoms.
 */
export function footForces(mujoco: Mujoco, model: MjModel, robot: MujocoRobot): FootForces {
  const { mj_contactForce } = mujoco
  const plane = mujoco.mjtGeom.mjGEOM_PLANE.value
  const feet = (robot.feet ?? []).map(({ geom }) => {
    const number = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_GEOM.value, geom)
    if (number < 0) throw new Error(`the MJCF of ${robot.name} has no geom named ${geom}`)
    return number
  })
  const isPlane: readonly boolean[] = Array.from(model.geom_type, (type) => type === plane)
  const force = new mujoco.DoubleBuffer(FORCE_SIZE)
  return {
    read(data, into) {
      if (feet.length === 0) return
      into.fill(0)
      // Both are handles of copies in MuJoCo's memory, which nothing else frees.
      const contacts = data.contact
      for (let i = 0; i < contacts.size(); i++) {
        const contact = contacts.get(i)
        if (contact === undefined) continue
        const { geom1, geom2 } = contact
        contact.delete()
        const foot = feet.indexOf(isPlane[geom1] ? geom2 : isPlane[geom2] ? geom1 : -1)
        if (foot < 0) continue
        mj_contactForce(model, data, i, force)
        into[foot] += force.GetView()[0]
      }
      contacts.delete()
    },
    dispose: () => force.delete(),
  }
}

import type { MjData, MjModel } from '@mujoco/mujoco'
import type { Quantity } from '../robots/quantities.ts'
import type { MujocoRobot } from '../robots/task.ts'
import type { Mujoco } from './load.ts'

/** Reads what a robot asks for of MuJoCo's own quantities. */
export interface QuantityReader {
  /** How many numbers they are. */
  readonly size: number
  /** Reads them at a start, where nothing was evaluated yet: there are no forces, and the rest follows from qpos and qvel. */
  readStart(data: MjData, into: Float64Array): void
  /** Reads what the last evaluation left behind, [size]. */
  read(data: MjData, into: Float64Array): void
}

interface Part {
  readonly size: number
  write(data: MjData, into: Float64Array, at: number): void
}

/** The reader of a robot; it reads nothing where nothing is asked for. Throws an Error when the MJCF lacks a body. */
export function quantityReader(mujoco: Mujoco, model: MjModel, robot: MujocoRobot): QuantityReader {
  const { quantities = [] } = robot
  const parts = quantities.map((quantity) => partOf(mujoco, model, robot.name, quantity))
  const hasContacts = quantities.includes('cfrc_ext')
  function write(data: MjData, into: Float64Array): void {
    let at = 0
    for (const part of parts) {
      part.write(data, into, at)
      at += part.size
    }
  }
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    readStart(data, into) {
      if (parts.length === 0) return
      mujoco.mj_kinematics(model, data)
      mujoco.mj_comPos(model, data)
      mujoco.mj_comVel(model, data)
      write(data, into)
    },
    read(data, into) {
      // A step computes the forces on bodies only for models with force sensors.
      if (hasContacts) mujoco.mj_rnePostConstraint(model, data)
      write(data, into)
    },
  }
}

function partOf(mujoco: Mujoco, model: MjModel, robot: string, quantity: Quantity): Part {
  if (typeof quantity === 'object') {
    const body = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_BODY.value, quantity.position)
    if (body < 0) throw new Error(`the MJCF of ${robot} has no body named ${quantity.position}`)
    return slice((data) => data.xpos, 3 * body, 3)
  }
  const { nv, nbody, ntendon } = model
  switch (quantity) {
    case 'centerOfMass':
      return centerOfMass(Float64Array.from(model.body_mass))
    case 'cinert':
      return slice((data) => data.cinert, 10, 10 * (nbody - 1))
    case 'cvel':
      return slice((data) => data.cvel, 6, 6 * (nbody - 1))
    case 'qfrc_actuator':
      return slice((data) => data.qfrc_actuator, 0, nv)
    case 'ten_length':
      return slice((data) => data.ten_length, 0, ntendon)
    case 'ten_velocity':
      return slice((data) => data.ten_velocity, 0, ntendon)
    case 'cfrc_ext':
      return slice((data) => data.cfrc_ext, 6, 6 * (nbody - 1))
  }
}

/** `size` numbers of an array of the simulation state, from `first` on. */
function slice(view: (data: MjData) => Float64Array, first: number, size: number): Part {
  return {
    size,
    write(data, into, at) {
      const values = view(data)
      for (let i = 0; i < size; i++) into[at + i] = values[first + i]
    },
  }
}

function centerOfMass(masses: Float64Array): Part {
  const total = masses.reduce((sum, mass) => sum + mass, 0)
  return {
    size: 3,
    write(data, into, at) {
      const centers: Float64Array = data.xipos
      for (let axis = 0; axis < 3; axis++) {
        let sum = 0
        for (let body = 0; body < masses.length; body++) sum += masses[body] * centers[3 * body + axis]
        into[at + axis] = sum / total
      }
    },
  }
}

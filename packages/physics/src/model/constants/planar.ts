import type { Complex } from '../complex.ts'
import type { BodyConstants } from './body.ts'
import type { FloorContact, PairContact } from './contact.ts'
import type { Dof, MotorConstants } from './joint.ts'

/** Everything that the compiler needs of a model, as numbers without frames. */
export interface PlanarConstants {
  /** The model's name, with which its error messages begin. */
  readonly name: string
  /** Seconds of one physics step: MuJoCo's opt.timestep. */
  readonly timestep: number
  /** `rk4`: Runge-Kutta of fourth order. `euler`: semi-implicit, joint damping implicit. MuJoCo's opt.integrator. */
  readonly integrator: 'rk4' | 'euler'
  /**
   * Gravity, m/s^2: MuJoCo's opt.gravity. re is along z and im along x in the plane `xz`; they are along x and y in
   * `xy`.
   */
  readonly gravity: Complex
  /** The medium; undefined where density and viscosity are 0 or not given. */
  readonly fluid:
    | {
        /** kg/m^3, at least 0: MuJoCo's opt.density. */
        readonly density: number
        /** Pa s, at least 0: MuJoCo's opt.viscosity. */
        readonly viscosity: number
      }
    | undefined
  /** The height z of the floor, m; also 0 when there is no floor (`floorContacts` is empty then). */
  readonly floorHeight: number
  /** Degrees of freedom, one a joint, in the order of the description: that of qpos and qvel. */
  readonly dofs: readonly Dof[]
  /** The bodies in the order of the description, parents before children. */
  readonly bodies: readonly BodyConstants[]
  /**
   * The contacts of both ends of each capsule (one for a sphere) of each body that joints move; empty without a floor.
   */
  readonly floorContacts: readonly FloorContact[]
  /** Each pair of capsules of bodies that are not parent and child; empty without `selfContact`. */
  readonly pairContacts: readonly PairContact[]
  /** The motors in the order of the description, which is that of the rows of `Simulator.control`. */
  readonly motors: readonly MotorConstants[]
}

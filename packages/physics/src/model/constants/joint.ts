import type { Complex } from '../complex.ts'

/** Softness with MuJoCo's defaults filled in, clamped as its solver clamps it. */
export interface SoftnessConstants {
  /** Damping coefficient of the reference acceleration, 2 / (dmax tc). */
  readonly damping: number
  /** Stiffness of the reference acceleration, 1 / (dmax tc dr)^2. */
  readonly stiffness: number
  /**
   * MuJoCo's solimp: impedance at the surface, impedance deep inside, width of the change between them (m or rad),
   * midpoint and power of its curve. Impedances and midpoint are clamped to [0.0001, 0.9999], width to >= 0, power to
   * >= 1.
   */
  readonly impedance: readonly [number, number, number, number, number]
}

/** A joint's limits. */
export interface LimitConstants {
  /** Least and greatest coordinate, m or rad: MuJoCo's jnt_range. */
  readonly range: readonly [number, number]
  /** A limit acts while the coordinate is beyond it or nearer to it than this, m or rad: MuJoCo's jnt_margin. */
  readonly margin: number
  /** How the limit pushes back, from MuJoCo's jnt_solref and jnt_solimp. */
  readonly softness: SoftnessConstants
  /** MuJoCo's dof_invweight0. */
  readonly inverseWeight: number
}

/** A degree of freedom, in the order of qpos and qvel. */
export interface Dof {
  /** The name of its joint. */
  readonly name: string
  /** MuJoCo's jnt_type: `slide` has its coordinate in m, `hinge` in rad. */
  readonly type: 'slide' | 'hinge'
  /** Number of the tree (root body) it belongs to. */
  readonly tree: number
  /** slide: direction in the plane. */
  readonly direction: Complex
  /** hinge: sense of turning. */
  readonly sign: number
  /** hinge: the next hinge towards the root, or -1. */
  readonly parent: number
  /** The coordinate in the pose that the description gives, m or rad: MuJoCo's qpos0. */
  readonly reference: number
  /** Rotor inertia added to the joint, kg (slide) or kg m^2 (hinge), at least 0: MuJoCo's dof_armature. */
  readonly armature: number
  /** Force against the motion for each unit of velocity, N s/m or N m s/rad, at least 0: MuJoCo's dof_damping. */
  readonly damping: number
  /** Force of the spring per displacement, N/m or N m/rad, at least 0: MuJoCo's jnt_stiffness. */
  readonly stiffness: number
  /** The coordinate at which the spring rests, m or rad: MuJoCo's qpos_spring. */
  readonly springReference: number
  /** The joint's limits; undefined where it is free (MuJoCo's jnt_limited = 0). */
  readonly limit: LimitConstants | undefined
}

/** A motor on a degree of freedom. */
export interface MotorConstants {
  /** Number in `dofs` of the joint that it drives. */
  readonly dof: number
  /** Force per unit of control, N (slide) or N m (hinge): MuJoCo's actuator_gear[0]. */
  readonly gear: number
  /**
   * The range that the control is clipped to before the gear, undefined if it is not clipped: MuJoCo's
   * actuator_ctrlrange.
   */
  readonly range: readonly [number, number] | undefined
}

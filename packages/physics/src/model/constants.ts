import type { Complex } from './complex.ts'

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

/**
 * A point that moves with the robot: base + sum over slides of direction (q - reference) + sum over hinges k of
 * arm_k u_k, where u_k = exp(i theta_k) is the turn of hinge k and of all before it.
 */
export interface PlanarPoint {
  /**
   * The constant part in the world, m. With all slides at their reference, it is the pivot of the first hinge that
   * moves the point, or the point itself if none does.
   */
  readonly base: Complex
  /** Numbers in `dofs` of the slides that move the point. */
  readonly slides: readonly number[]
  /**
   * For each hinge that moves the point, by its number in `dofs`: the vector from its pivot to the next hinge's pivot
   * (from the last pivot to the point), m, with all hinges at their reference. These are the constants r_k of
   * docs/physics.md, "The mathematics".
   */
  readonly arms: ReadonlyMap<number, Complex>
}

/** A rigid body's constants. */
export interface BodyConstants {
  /** Its name in the description. */
  readonly name: string
  /** Number of the tree (root body) it belongs to, from 0. */
  readonly tree: number
  /** The hinge that its frame turns with, or -1. */
  readonly hinge: number
  /** kg, rescaled where the model has a `totalMass`; 0 for a body without capsules. MuJoCo's body_mass. */
  readonly mass: number
  /** About the centre of mass, around the plane's normal. */
  readonly inertia: number
  /** The centre of mass: MuJoCo's xipos, for any pose. */
  readonly centre: PlanarPoint
  /** Principal axes in the plane: the first axis at hinge angle 0, and the inertias around (first, second, normal). */
  readonly principalAxis: Complex
  /**
   * About the centre of mass, kg m^2: around the first principal axis (the larger one in the plane), the second, and
   * the plane's normal (equal to `inertia`). MuJoCo's body_inertia has the same three in an order of its own.
   */
  readonly principalInertia: readonly [number, number, number]
  /**
   * The factor of the quadratic drag across the first principal axis and around the normal. It is 1, or less for a body
   * of one capsule that lies askew in the frame of its body, in the plane `xy`: there MuJoCo's box of inertia, which is
   * square in section, is rolled about the capsule by the angle at which it lies.
   */
  readonly dragFactor: number
  /** MuJoCo's body_invweight0[0]: mean inverse mass of the centre of mass in three dimensions. */
  readonly inverseWeight: number
}

/** A capsule's end on the floor, or a sphere. */
export interface FloorContact {
  /** The capsule's name (by default its body's name and its number there), then 0 for the end `from` and 1 for `to`. */
  readonly name: string
  /** Number of its body in `bodies`. */
  readonly body: number
  /** The end of the segment, which is the centre of the half sphere that touches. */
  readonly end: PlanarPoint
  /** The capsule's radius, m: MuJoCo's geom_size[0]. */
  readonly radius: number
  /** It acts at a distance below this, m: the sum of the floor's and the capsule's. MuJoCo's contact.includemargin. */
  readonly margin: number
  /**
   * Sliding friction mu, no unit, at least 1e-5: the larger of the floor's and the capsule's. MuJoCo's
   * contact.friction[0]; without effect in dimension 1.
   */
  readonly friction: number
  /**
   * 1: frictionless, 3: with friction, by the pyramid; the larger of the floor's and the capsule's. MuJoCo's
   * contact.dim.
   */
  readonly dimension: 1 | 3
  /** How the contact pushes back: the mean of its two surfaces' softness (MuJoCo's for equal priority and solmix). */
  readonly softness: SoftnessConstants
  /**
   * The body's inverse weight, 1/kg, as the floor does not move. It scales the constraint (`diagonal` in
   * docs/physics.md).
   */
  readonly inverseWeight: number
}

/** One side of a contact between capsules. */
export interface CapsuleSide {
  /** Number of its body in `bodies`. */
  readonly body: number
  /** The middle of the capsule's segment. */
  readonly centre: PlanarPoint
  /** Half the segment, at hinge angle 0. */
  readonly axis: Complex
  /** The capsule's radius, m: MuJoCo's geom_size[0]. */
  readonly radius: number
}

/** Two capsules that may touch. */
export interface PairContact {
  /** The names of the two bodies. Bodies with several capsules have several contacts of one name. */
  readonly name: string
  /** The capsule that comes first in the description. */
  readonly first: CapsuleSide
  /** The other capsule. The contact normal points from the first to it. */
  readonly second: CapsuleSide
  /** It acts at a distance below this, m: the sum of the two capsules'. MuJoCo's contact.includemargin. */
  readonly margin: number
  /**
   * Sliding friction mu, no unit, at least 1e-5: the larger of the two capsules'. MuJoCo's contact.friction[0]; without
   * effect in dimension 1.
   */
  readonly friction: number
  /** 1: frictionless, 3: with friction, by the pyramid; the larger of the two capsules'. MuJoCo's contact.dim. */
  readonly dimension: 1 | 3
  /** How the contact pushes back: the mean of its two surfaces' softness (MuJoCo's for equal priority and solmix). */
  readonly softness: SoftnessConstants
  /** The sum of the two bodies' inverse weights, 1/kg. It scales the constraint (`diagonal` in docs/physics.md). */
  readonly inverseWeight: number
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

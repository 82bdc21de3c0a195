/**
 * A point or direction in the model's plane: [x, z] in the plane `xz`, [x, y] in the plane `xy`. Metres.
 */
export type Vector2 = readonly [number, number]

/**
 * How a constraint (a contact or a joint limit) pushes back: MuJoCo's solref and solimp, in its standard format.
 */
export interface Softness {
  /** Time constant and damping ratio of the constraint as a spring and damper. @default [0.02, 1] */
  readonly reference?: readonly [timeConstant: number, dampingRatio: number]
  /**
   * Impedance at the surface, impedance deep inside, width between the two, midpoint and power of the curve. @default
   * [0.9, 0.95, 0.001, 0.5, 2]
   */
  readonly impedance?: readonly [surface: number, depth: number, width: number, midpoint: number, power: number]
}

/** One degree of freedom between a body and its parent. */
export interface Joint {
  /** Its name, which no other joint of the model has. Motors refer to it. */
  readonly name: string
  /** `slide` moves along an axis (root bodies only, before the hinge), `hinge` turns in the plane. */
  readonly type: 'slide' | 'hinge'
  /**
   * slide: the direction, a unit vector in the body's frame. hinge: 1 or -1, the sense of turning about the plane's normal,
   * +y in `xz` (turns z towards x) and +z in `xy` (turns x towards y).
   */
  readonly axis: Vector2 | 1 | -1
  /** Where the hinge is, in the body's frame. @default [0, 0] */
  readonly anchor?: Vector2
  /** The joint's coordinate in the pose that the description gives, MuJoCo's `ref`. @default 0 */
  readonly reference?: number
  /** Limits of the coordinate, radians or metres. @default none: the joint is free */
  readonly range?: readonly [number, number]
  /** Distance at which a limit starts to act. @default 0 */
  readonly margin?: number
  /** Softness of the limit. */
  readonly limit?: Softness
  /** Rotor inertia added to the joint. @default 0 */
  readonly armature?: number
  /** Torque per velocity against the motion. @default 0 */
  readonly damping?: number
  /** Torque per displacement from `springReference`. @default 0 */
  readonly stiffness?: number
  /** Coordinate at which the spring rests. @default 0 */
  readonly springReference?: number
}

/** A capsule, or a sphere when both ends are equal, in the body's frame. It has mass, and a surface for contacts. */
export interface Capsule {
  /** The name of its floor contacts. @default the body's name and the capsule's number there, from 0 */
  readonly name?: string
  /**
   * One end of the segment. Which end is which matters only when parallel capsules touch: `from` is MuJoCo's +z end.
   */
  readonly from: Vector2
  /** The other end; equal to `from` for a sphere. */
  readonly to: Vector2
  /** Radius, m, above 0: MuJoCo's size[0]. */
  readonly radius: number
  /** Density, kg/m^3. @default 1000 */
  readonly density?: number
  /** Sliding friction; a contact takes the larger of its two surfaces'. @default 1 */
  readonly friction?: number
  /** Distance at which contacts start to act; a contact's is the sum of its two surfaces'. @default 0 */
  readonly margin?: number
  /** 1: frictionless, 3: with friction; a contact takes the larger of its two surfaces'. @default 3 */
  readonly contactDimension?: 1 | 3
  /** Softness of its contacts; a contact takes the mean of its two surfaces'. @default that of `Softness` */
  readonly contact?: Softness
}

/** A rigid body. */
export interface Body {
  /** Its name, which no other body of the model has. */
  readonly name: string
  /** The body that it is attached to; undefined for a root, whose frame is the world's. */
  readonly parent?: string
  /** Origin in the parent's frame. @default [0, 0] */
  readonly position?: Vector2
  /** Turn against the parent's frame, radians, positive about the plane's normal. @default 0 */
  readonly angle?: number
  /** Slides first, then at most one hinge. @default none: the body is fixed to its parent */
  readonly joints?: readonly Joint[]
  /** Its capsules, which have all its mass and all its surface. @default none: no mass, and nothing to touch */
  readonly capsules?: readonly Capsule[]
}

/** A motor on a joint: force = gear x control, the control clipped to its range. */
export interface Motor {
  /** The name of the joint that it drives. */
  readonly joint: string
  /** Force per unit of control, N (slide) or N m (hinge). @default 1 */
  readonly gear?: number
  /** The range that the control is clipped to. @default none: it is not clipped */
  readonly range?: readonly [number, number]
}

/** The floor z = height of a model in the plane `xz`. */
export interface Floor {
  /** The height z of the floor, m. @default 0 */
  readonly height?: number
  /** Sliding friction; a contact takes the larger of its two surfaces'. @default 1 */
  readonly friction?: number
  /** Distance at which contacts start to act, m; a contact's is the sum of its two surfaces'. @default 0 */
  readonly margin?: number
  /** 1: frictionless, 3: with friction; a contact takes the larger of its two surfaces'. @default 3 */
  readonly contactDimension?: 1 | 3
  /** Softness of its contacts; a contact takes the mean of its two surfaces'. @default that of `Softness` */
  readonly contact?: Softness
}

/** The medium that bodies move in: MuJoCo's inertia-box model. */
export interface Fluid {
  /** Density of the medium, kg/m^3. */
  readonly density: number
  /** Viscosity of the medium, Pa s. */
  readonly viscosity: number
}

/** A robot that moves in a plane, as a tree (or several) of bodies. The defaults are MuJoCo's. */
export interface PlanarModel {
  /** The model's name, with which its error messages begin. */
  readonly name: string
  /** `xz`: seen from the side, gravity along -z. `xy`: seen from above. */
  readonly plane: 'xz' | 'xy'
  /** Seconds of one physics step. */
  readonly timestep: number
  /** `rk4`: Runge-Kutta of fourth order. `euler`: semi-implicit, joint damping implicit. */
  readonly integrator: 'rk4' | 'euler'
  /** Gravity, m/s^2. @default [0, -9.81] in `xz`, [0, 0] in `xy` */
  readonly gravity?: Vector2
  /** The medium that the bodies move in. @default none: there is no drag */
  readonly fluid?: Fluid
  /**
   * The mass of all bodies together, kg, to which all masses and inertias are scaled. @default none: they follow from
   * the densities
   */
  readonly totalMass?: number
  /** The floor, in the plane `xz` only. @default none */
  readonly floor?: Floor
  /**
   * Whether capsules of bodies that are not parent and child touch. A body without joints counts as part of the body
   * that it is fixed to. Bodies that stand still touch their children too. @default false
   */
  readonly selfContact?: boolean
  /** The bodies, parents before children. */
  readonly bodies: readonly Body[]
  /** The motors, in the order of the rows of `Simulator.control`. @default none */
  readonly motors?: readonly Motor[]
}

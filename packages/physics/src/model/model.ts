/**
 * A point or direction in the model's plane: [x, z] in the plane `xz`, [x, y] in the plane `xy`. Metres.
 */
export type Vector2 = readonly [number, number]

/**
 * How a constraint (a contact or a joint limit) pushes back: MuJoCo's solref and solimp, in its standard format.
 */
export interface Softness {
  /** Time constant and damping ratio of the constraint as a spring and damper. Default [0.02, 1]. */
  readonly reference?: readonly [timeConstant: number, dampingRatio: number]
  /** Impedance at the surface, impedance deep in, width between them, midpoint and power of the curve. Default [0.9, 0.95, 0.001, 0.5, 2]. */
  readonly impedance?: readonly [surface: number, depth: number, width: number, midpoint: number, power: number]
}

/** One degree of freedom between a body and its parent. */
export interface Joint {
  /** Its name, which no other joint of the model has; a motor finds it by this. */
  readonly name: string
  /** `slide` moves along an axis (root bodies only, before the hinge), `hinge` turns in the plane. */
  readonly type: 'slide' | 'hinge'
  /**
   * slide: the direction, a unit vector in the body's frame. hinge: 1 or -1, the sense of turning about the plane's normal,
   * +y in `xz` (turns z towards x) and +z in `xy` (turns x towards y).
   */
  readonly axis: Vector2 | 1 | -1
  /** Where the hinge is, in the body's frame. Default [0, 0]. */
  readonly anchor?: Vector2
  /** The joint's coordinate in the pose that the description gives, MuJoCo's `ref`. Default 0. */
  readonly reference?: number
  /** Limits of the coordinate, radians or metres. Absent: free. */
  readonly range?: readonly [number, number]
  /** Distance at which a limit starts to act. Default 0. */
  readonly margin?: number
  /** Softness of the limit. */
  readonly limit?: Softness
  /** Rotor inertia added to the joint. Default 0. */
  readonly armature?: number
  /** Torque per velocity against the motion. Default 0. */
  readonly damping?: number
  /** Torque per displacement from `springReference`. Default 0. */
  readonly stiffness?: number
  /** Coordinate at which the spring rests. Default 0. */
  readonly springReference?: number
}

/** A capsule (a sphere where both ends agree): mass, and a surface for contacts. In the body's frame. */
export interface Capsule {
  /** Names its floor contacts. Default: the body's name and the capsule's number there, from 0. */
  readonly name?: string
  /** One end of the segment. Which end is which matters only where capsules touch parallel: `from` is MuJoCo's +z end. */
  readonly from: Vector2
  /** The other end; equal to `from` for a sphere. */
  readonly to: Vector2
  /** m, above 0: MuJoCo's size[0]. */
  readonly radius: number
  /** kg/m^3. Default 1000. */
  readonly density?: number
  /** Sliding friction; a contact takes the larger of its two surfaces'. Default 1. */
  readonly friction?: number
  /** Distance at which contacts start to act; a contact's is the sum of its two surfaces'. Default 0. */
  readonly margin?: number
  /** 1: frictionless, 3: with friction; a contact takes the larger of its two surfaces'. Default 3. */
  readonly contactDimension?: 1 | 3
  /** Softness of its contacts; a contact takes the mean of its two surfaces'. Default: that of `Softness`. */
  readonly contact?: Softness
}

/** A rigid body. */
export interface Body {
  /** Its name, which no other body of the model has. */
  readonly name: string
  /** The body it hangs on; absent for a root, whose frame is the world's. */
  readonly parent?: string
  /** Origin in the parent's frame. Default [0, 0]. */
  readonly position?: Vector2
  /** Turn against the parent's frame, radians, positive about the plane's normal. Default 0. */
  readonly angle?: number
  /** Slides first, then at most one hinge. None: fixed to the parent. */
  readonly joints?: readonly Joint[]
  /** All its mass and all its surface. Default none: no mass, and nothing to touch. */
  readonly capsules?: readonly Capsule[]
}

/** A motor on a joint: force = gear x control, the control clipped to its range. */
export interface Motor {
  /** The name of the joint that it drives. */
  readonly joint: string
  /** Default 1. */
  readonly gear?: number
  /** Absent: not clipped. */
  readonly range?: readonly [number, number]
}

/** The floor z = height of a model in the plane `xz`. */
export interface Floor {
  /** Default 0. */
  readonly height?: number
  /** Sliding friction; a contact takes the larger of its two surfaces'. Default 1. */
  readonly friction?: number
  /** Distance at which contacts start to act, m; a contact's is the sum of its two surfaces'. Default 0. */
  readonly margin?: number
  /** 1: frictionless, 3: with friction; a contact takes the larger of its two surfaces'. Default 3. */
  readonly contactDimension?: 1 | 3
  /** Softness of its contacts; a contact takes the mean of its two surfaces'. Default: that of `Softness`. */
  readonly contact?: Softness
}

/** The medium that bodies move in: MuJoCo's inertia-box model. */
export interface Fluid {
  /** kg/m^3. */
  readonly density: number
  /** Pa s. */
  readonly viscosity: number
}

/** A robot that moves in a plane, as a tree (or several) of bodies. The defaults are MuJoCo's. */
export interface PlanarModel {
  /** What it is called; opens the messages of its errors. */
  readonly name: string
  /** `xz`: seen from the side, gravity along -z. `xy`: seen from above. */
  readonly plane: 'xz' | 'xy'
  /** Seconds of one physics step. */
  readonly timestep: number
  /** `rk4`: Runge-Kutta of fourth order. `euler`: semi-implicit, joint damping implicit. */
  readonly integrator: 'rk4' | 'euler'
  /** Default [0, -9.81] in `xz`, [0, 0] in `xy`. */
  readonly gravity?: Vector2
  /** Absent: none, no drag. */
  readonly fluid?: Fluid
  /** Scales all masses and inertias so that the bodies weigh this together. */
  readonly totalMass?: number
  /** In the plane `xz` only. Absent: none. */
  readonly floor?: Floor
  /**
   * Contacts between capsules of bodies that are not parent and child; a body without joints counts as part of what it is
   * fixed to. What stands still touches its children too. Default false.
   */
  readonly selfContact?: boolean
  /** Parents before children. */
  readonly bodies: readonly Body[]
  /** In the order of the rows of `Simulator.control`. Default none. */
  readonly motors?: readonly Motor[]
}

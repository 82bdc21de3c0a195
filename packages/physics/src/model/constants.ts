import type { Complex } from './complex.ts'

/** MuJoCo's defaults filled in, clamped as its solver clamps them. */
export interface SoftnessConstants {
  /** Damping coefficient of the reference acceleration, 2 / (dmax tc). */
  readonly damping: number
  /** Stiffness of the reference acceleration, 1 / (dmax tc dr)^2. */
  readonly stiffness: number
  readonly impedance: readonly [number, number, number, number, number]
}

/** A degree of freedom, in the order of qpos and qvel. */
export interface Dof {
  readonly name: string
  readonly type: 'slide' | 'hinge'
  /** Number of the tree (root body) it belongs to. */
  readonly tree: number
  /** slide: direction in the plane. */
  readonly direction: Complex
  /** hinge: sense of turning. */
  readonly sign: number
  /** hinge: the next hinge towards the root, or -1. */
  readonly parent: number
  readonly reference: number
  readonly armature: number
  readonly damping: number
  readonly stiffness: number
  readonly springReference: number
  readonly limit: LimitConstants | undefined
}

/** A joint's limits. */
export interface LimitConstants {
  readonly range: readonly [number, number]
  readonly margin: number
  readonly softness: SoftnessConstants
  /** MuJoCo's dof_invweight0. */
  readonly inverseWeight: number
}

/**
 * A point that moves with the robot: base + sum over slides of direction (q - reference) + sum over hinges k of
 * arm_k u_k, where u_k = exp(i theta_k) is the turn of hinge k and of all before it.
 */
export interface PlanarPoint {
  readonly base: Complex
  readonly slides: readonly number[]
  readonly arms: ReadonlyMap<number, Complex>
}

/** A rigid body's constants. */
export interface BodyConstants {
  readonly name: string
  readonly tree: number
  /** The hinge that its frame turns with, or -1. */
  readonly hinge: number
  readonly mass: number
  /** About the centre of mass, around the plane's normal. */
  readonly inertia: number
  readonly centre: PlanarPoint
  /** Principal axes in the plane: the first axis at hinge angle 0, and the inertias around (first, second, normal). */
  readonly principalAxis: Complex
  readonly principalInertia: readonly [number, number, number]
  /** MuJoCo's body_invweight0[0]: mean inverse mass of the centre of mass in three dimensions. */
  readonly inverseWeight: number
}

/** A capsule's end on the floor, or a sphere. */
export interface FloorContact {
  readonly name: string
  readonly body: number
  readonly end: PlanarPoint
  readonly radius: number
  readonly margin: number
  readonly friction: number
  readonly dimension: 1 | 3
  readonly softness: SoftnessConstants
  readonly inverseWeight: number
}

/** One side of a contact between capsules. */
export interface CapsuleSide {
  readonly body: number
  readonly centre: PlanarPoint
  /** Half the segment, at hinge angle 0. */
  readonly axis: Complex
  readonly radius: number
}

/** Two capsules that may touch. */
export interface PairContact {
  readonly name: string
  readonly first: CapsuleSide
  readonly second: CapsuleSide
  readonly margin: number
  readonly friction: number
  readonly dimension: 1 | 3
  readonly softness: SoftnessConstants
  readonly inverseWeight: number
}

/** A motor on a degree of freedom. */
export interface MotorConstants {
  readonly dof: number
  readonly gear: number
  readonly range: readonly [number, number] | undefined
}

/** All that the compiler needs of a model: numbers, no frames. */
export interface PlanarConstants {
  readonly name: string
  readonly timestep: number
  readonly integrator: 'rk4' | 'euler'
  readonly gravity: Complex
  readonly fluid: { readonly density: number; readonly viscosity: number } | undefined
  readonly floorHeight: number
  readonly dofs: readonly Dof[]
  readonly bodies: readonly BodyConstants[]
  readonly floorContacts: readonly FloorContact[]
  readonly pairContacts: readonly PairContact[]
  readonly motors: readonly MotorConstants[]
}

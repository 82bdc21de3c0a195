import type { Complex } from '../complex.ts'

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

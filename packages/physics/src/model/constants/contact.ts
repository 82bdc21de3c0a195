import type { Complex } from '../complex.ts'
import type { PlanarPoint } from './body.ts'
import type { SoftnessConstants } from './joint.ts'

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

import type { Vector2 } from '../model/model.ts'
import { turn } from '../model/turn.ts'

/**
 * The ends of a capsule in the plane `xz` from its middle, half its length, and the angle from +z towards +x at which it
 * points (towards `from`).
 */
export function capsuleAt(
  centre: Vector2,
  halfLength: number,
  angle: number,
): {
  /** centre + halfLength [sin angle, cos angle], as [x, z] in metres. */
  from: Vector2
  /** The opposite end, centre - halfLength [sin angle, cos angle]. */
  to: Vector2
} {
  const { re, im } = turn(angle)
  const [x, z] = centre
  return {
    from: [x + halfLength * im, z + halfLength * re],
    to: [x - halfLength * im, z - halfLength * re],
  }
}

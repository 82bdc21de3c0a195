import { type Frame, frameOf } from './frame.ts'
import type { PlanarModel } from './model.ts'

/**
 * The bodies that MuJoCo calls simple (body_simple = 2): roots without children that only slide along their axes, and
 * whose inertial frame is the body's own. Here these are one sphere, or one capsule along z, at the origin.
 */
export function simpleBodies(
  model: PlanarModel,
  frames: ReadonlyMap<string, Frame>,
): ReadonlyMap<number, readonly number[]> {
  const parents = new Set(model.bodies.map((body) => body.parent))
  const result = new Map<number, readonly number[]>()
  model.bodies.forEach((body, index) => {
    const [capsule, ...others] = body.capsules ?? []
    const joints = body.joints ?? []
    if (body.parent !== undefined || parents.has(body.name) || !capsule || others.length > 0 || joints.length === 0)
      return
    const aligned = joints.every(
      ({ axis }) => typeof axis !== 'number' && (Math.abs(axis[0]) < 1e-14 || Math.abs(axis[1]) < 1e-14),
    )
    const { from, to } = capsule
    const centred = from[0] + to[0] === 0 && from[1] + to[1] === 0
    const upright = from[0] === to[0] && (model.plane === 'xz' || from[1] === to[1])
    if (aligned && centred && upright) result.set(index, frameOf(frames, body.name).slides)
  })
  return result
}

import type { Point, Scene, Shape, Tone } from '@trpo/drawing'
import { capsulePoses, type PlanarModel, type PosedCapsule } from '@trpo/physics'

/** How a planar robot looks, beyond its capsules. */
export interface PlanarLook {
  /** The tones of bodies by their names. @default 'body' */
  readonly tones?: Readonly<Record<string, Tone>>
  /** The body whose first capsule's middle leaves a trail. @default the first body where the camera follows it, otherwise none */
  readonly trace?: string
  /** What stands behind the robot and does not move. @default nothing */
  readonly scenery?: readonly Shape[]
}

/**
 * How a planar robot is drawn from its joint coordinates: its capsules, bodies of the tone `far` behind the others, and its
 * floor. The camera follows the middle of the first body's first capsule where that body slides without limits along x.
 *
 * Throws an Error on a description that is wrong or not supported, or a trace that names no body with a capsule.
 */
export function planarScene(model: PlanarModel, look: PlanarLook = {}): (qpos: ArrayLike<number>) => Scene {
  const { tones = {}, scenery = [] } = look
  const place = capsulePoses(model)
  const [root] = model.bodies
  const isFollowed = (root.joints ?? []).some(
    ({ type, axis, range }) => type === 'slide' && Array.isArray(axis) && axis[0] === 1 && range === undefined,
  )
  const trace = look.trace ?? (isFollowed ? root.name : undefined)
  for (const name of [trace, isFollowed ? root.name : undefined])
    if (name !== undefined && !model.bodies.some((body) => body.name === name && (body.capsules ?? []).length > 0))
      throw new Error(`${model.name} has no body ${name} with a capsule, which its picture follows or traces`)
  return (qpos) => {
    const capsules = place(qpos)
    const middleOf = (name: string): Point[] =>
      capsules
        .filter(({ body }) => body === name)
        .slice(0, 1)
        .map(middle)
    const shapes = capsules.map(({ body, from, to, radius }): Shape => {
      return { kind: 'capsule', from, to, radius, tone: tones[body] ?? 'body' }
    })
    const [focus] = isFollowed ? middleOf(root.name) : []
    return {
      shapes: [...scenery, ...behindFirst(shapes)],
      ...(focus === undefined ? {} : { focus }),
      ...(trace === undefined ? {} : { traces: middleOf(trace) }),
      ...(model.floor === undefined ? {} : { ground: model.floor.height ?? 0 }),
    }
  }
}

/** What is far, then what is in its place, then the rest. */
function behindFirst(shapes: readonly Shape[]): readonly Shape[] {
  const depth = ({ tone }: Shape) => (tone === 'far' ? 0 : 1)
  return [...shapes].sort((a, b) => depth(a) - depth(b))
}

function middle({ from, to }: PosedCapsule): Point {
  return [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
}

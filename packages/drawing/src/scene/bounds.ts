import type { Point, Scene, Shape } from './scene.ts'

/** A rectangle, in metres. */
export interface Bounds {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
}

/** The smallest rectangle that holds all shapes of a scene, and its ground. */
export function sceneBounds({ shapes, ground }: Scene): Bounds {
  const around = shapes.map(shapeBounds).reduce(boundsOfBoth)
  return ground === undefined ? around : { ...around, bottom: Math.min(around.bottom, ground) }
}

/** The smallest rectangle that holds both. */
export function boundsOfBoth(a: Bounds, b: Bounds): Bounds {
  return {
    left: Math.min(a.left, b.left),
    right: Math.max(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
    top: Math.max(a.top, b.top),
  }
}

/** The rectangle as seen from a point. */
export function boundsFrom([x, y]: Point, { left, right, bottom, top }: Bounds): Bounds {
  return { left: left - x, right: right - x, bottom: bottom - y, top: top - y }
}

/** The points that a shape is given by. */
export function pointsOf(shape: Shape): readonly Point[] {
  if (shape.kind === 'capsule') return [shape.from, shape.to]
  return shape.kind === 'circle' ? [shape.centre] : shape.points
}

function shapeBounds(shape: Shape): Bounds {
  const radius = shape.kind === 'capsule' || shape.kind === 'circle' ? shape.radius : 0
  return pointsOf(shape)
    .map(([x, y]) => ({ left: x - radius, right: x + radius, bottom: y - radius, top: y + radius }))
    .reduce(boundsOfBoth)
}

import type { CapsuleShape, LineShape, Point, PolygonShape, Shape } from '../scene/scene.ts'
import { degreesOf, unwound } from './angle.ts'
import { node, type SvgNode } from './node.ts'
import { tenth } from './numbers.ts'
import { toneClass } from './theme.ts'

/** The widths of outlines and lines, in units of the picture. */
const OUTLINE = 1.2
const LINE = 2.5

/**
 * A shape in all scenes as one element, in units of the picture with y downwards. Capsules move as the rigid things that they
 * are, by a translation and a rotation, which is short and exact between scenes.
 *
 * @param moments the shape by scene, of one kind
 * @param scale units of the picture to a metre
 */
export function shapeNode(moments: readonly Shape[], scale: number): SvgNode {
  const capsules = moments.map(asCapsule).filter((shape) => shape !== undefined)
  if (capsules.length === moments.length) return capsuleNode(capsules, scale)
  return pathNode(
    moments.filter((shape) => shape.kind === 'polygon' || shape.kind === 'line'),
    scale,
  )
}

/** A circle is a capsule without length. */
function asCapsule(shape: Shape): CapsuleShape | undefined {
  if (shape.kind === 'circle') return { ...shape, kind: 'capsule', from: shape.centre, to: shape.centre }
  return shape.kind === 'capsule' ? shape : undefined
}

function capsuleNode(moments: readonly CapsuleShape[], scale: number): SvgNode {
  const along = moments.map(({ from, to }) => [to[0] - from[0], from[1] - to[1]] as const)
  const angles = unwound(along.map(([x, y]) => degreesOf(x, y)))
  const width = moments.map(({ radius }, index) => {
    const [x, y] = along[index]
    return tenth(scale * (Math.sqrt(x * x + y * y) + 2 * radius))
  })
  const { radius, tone } = moments[0]
  const size = tenth(scale * radius)
  return {
    tag: 'rect',
    attributes: {
      class: toneClass(tone),
      'stroke-width': OUTLINE,
      x: -size,
      y: -size,
      height: tenth(2 * scale * radius),
      rx: size,
    },
    moving: { width },
    place: moments.map(({ from }) => placed(from, scale)),
    turn: angles.map(tenth),
  }
}

function pathNode(moments: readonly (PolygonShape | LineShape)[], scale: number): SvgNode {
  const { kind, tone } = moments[0]
  const isLine = kind === 'line'
  const d = moments.map(({ points }) => `M${points.map((point) => placed(point, scale)).join('L')}${isLine ? '' : 'Z'}`)
  const attributes = {
    class: toneClass(tone, isLine),
    'stroke-width': isLine ? LINE : OUTLINE,
    'stroke-linejoin': 'round',
  }
  return { ...node('path', isLine ? { ...attributes, 'stroke-linecap': 'round' } : attributes), moving: { d } }
}

/** `x y` of a point in units of the picture. */
export function placed([x, y]: Point, scale: number): string {
  return `${tenth(scale * x)} ${tenth(-scale * y)}`
}

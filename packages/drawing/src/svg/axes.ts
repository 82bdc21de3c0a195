import type { Bounds } from '../scene/bounds.ts'
import { node, type SvgNode } from './node.ts'
import { inDigits, multiples, niceStep, tenth } from './numbers.ts'
import type { Frame, Stage } from './stage.ts'

/** Units of the picture between lines of the grid, at least. */
const SPACING = 75
/** How far labels are seen beside the frame, so that they are whole as long as their line is seen, their sign above all. */
const OVER = { left: 30, right: 16 } as const
/** The size of the labels, in units of the picture. */
const LABEL = 11
/** What the grid takes beside its frame. */
export const AXIS = { left: 46, bottom: 20 } as const

/** The grid of metres behind the shapes, and the ground. It has the coordinates of the world, in units of the picture. */
export function gridNodes({ scale }: Stage, seen: Bounds, ground: number | undefined): readonly SvgNode[] {
  const step = niceStep(SPACING / scale)
  const [left, right] = [tenth(seen.left * scale), tenth(seen.right * scale)]
  const [top, bottom] = [tenth(-seen.top * scale), tenth(-seen.bottom * scale)]
  const upright = multiples(step, seen.left, seen.right).map((x) => `M${tenth(x * scale)} ${top}V${bottom}`)
  const level = multiples(step, seen.bottom, seen.top).map((y) => `M${left} ${tenth(-y * scale)}H${right}`)
  const grid = node('path', { class: 'trpo-grid', d: [...upright, ...level].join('') })
  if (ground === undefined) return [grid]
  const height = tenth(-ground * scale)
  return [
    grid,
    node('path', { class: 'trpo-ground', d: `M${left} ${height}H${right}V${bottom}H${left}Z` }),
    // The lines go on across the ground, so that it is seen to pass by.
    node('path', {
      class: 'trpo-edge',
      'stroke-opacity': 0.35,
      d: upright.map((line) => line.replace(/ [^ V]+V/, ` ${height}V`)).join(''),
    }),
    node('path', { class: 'trpo-edge', 'stroke-width': 1.5, d: `M${left} ${height}H${right}` }),
  ]
}

/** Labels of the grid's lines in metres: below the frame and left of it, moving with the world. */
export function labelNodes(
  stage: Stage,
  seen: Bounds,
  origins: readonly (readonly [x: number, y: number])[],
): readonly SvgNode[] {
  const { frame, scale } = stage
  const step = niceStep(SPACING / scale)
  const text = (value: number) => `${inDigits(value, step)} m`
  const below = multiples(step, seen.left, seen.right).map((x) =>
    label(text(x), { x: tenth(x * scale), y: 14, 'text-anchor': 'middle' }),
  )
  const beside = multiples(step, seen.bottom, seen.top).map((y) =>
    label(text(y), { x: AXIS.left - 6, y: tenth(-y * scale + 4), 'text-anchor': 'end' }),
  )
  const moveX = origins.map(([x]) => `${tenth(x + OVER.left)} 0`)
  const moveY = origins.map(([, y]) => `0 ${tenth(y)}`)
  return [
    window(
      {
        x: frame.x - OVER.left,
        y: frame.y + frame.height,
        width: frame.width + OVER.left + OVER.right,
        height: AXIS.bottom,
      },
      [{ tag: 'g', place: moveX, children: below }],
    ),
    window({ x: frame.x - AXIS.left, y: frame.y, width: AXIS.left, height: frame.height }, [
      { tag: 'g', place: moveY, children: beside },
    ]),
  ]
}

/** A text of the size of labels. */
export function label(text: string, attributes: Record<string, string | number>): SvgNode {
  return { tag: 'text', attributes: { class: 'trpo-dim', 'font-size': LABEL, ...attributes }, text }
}

/** A part of the picture, beyond whose edges nothing is drawn. */
export function window({ x, y, width, height }: Frame, children: readonly SvgNode[]): SvgNode {
  return node('svg', { x, y, width, height, overflow: 'hidden' }, children)
}

/** What the camera sees in any scene, in metres. */
export function seenBounds({ view }: Stage, centres: readonly (readonly [x: number, y: number])[]): Bounds {
  const along = (axis: 0 | 1) => centres.map((centre) => centre[axis])
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b))
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b))
  return {
    left: least(along(0)) + view.left,
    right: most(along(0)) + view.right,
    bottom: least(along(1)) + view.bottom,
    top: most(along(1)) + view.top,
  }
}

import type { Bounds } from '../scene/bounds.ts'
import type { Point } from '../scene/scene.ts'

/** A rectangle of the picture. */
export interface Frame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How metres become units of the picture. */
export interface Stage {
  /** Where the world is seen. */
  readonly frame: Frame
  /** Units of the picture to a metre. */
  readonly scale: number
  /** What is seen around the camera, in metres. */
  readonly view: Bounds
}

/** The room that a picture may take, and how much of it is left free around the shapes. */
export interface Room {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly mostHeight: number
  readonly leastHeight: number
}

/** The part of width or height that is free on each side. */
const MARGIN = 0.06

/**
 * The stage that shows these bounds as large as the room allows. The camera's own place is at the middle of its width; above and
 * below there is as much as the shapes need.
 */
export function stageFor(bounds: Bounds, { x, y, width, mostHeight, leastHeight }: Room): Stage {
  const half = Math.max(-bounds.left, bounds.right)
  const tall = bounds.top - bounds.bottom
  const scale = Math.min(width / (2 * half * (1 + 2 * MARGIN)), mostHeight / (tall * (1 + 2 * MARGIN)))
  const height = Math.max(leastHeight, tall * scale * (1 + 2 * MARGIN))
  const above = (height / scale - tall) / 2
  return {
    frame: { x, y, width, height: Math.round(height) },
    scale,
    view: {
      left: -width / scale / 2,
      right: width / scale / 2,
      bottom: bounds.bottom - above,
      top: bounds.top + above,
    },
  }
}

/** Where the world's origin lies in the frame when the camera is at a point, in units of the picture from the frame's corner. */
export function originOf({ scale, view }: Stage, [x, y]: Point): Point {
  return [(-view.left - x) * scale, (view.top + y) * scale]
}

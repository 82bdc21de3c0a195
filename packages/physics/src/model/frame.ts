import type { Complex } from './complex.ts'
import { complexAdd, complexMul } from './complex.ts'
import type { PlanarPoint } from './constants/body.ts'

/** A body's frame: its origin as a moving point, the hinge it turns with (or -1) and its orientation when that is 0. */
export interface Frame extends PlanarPoint {
  readonly tree: number
  readonly hinge: number
  readonly orientation: Complex
}

/** A point that is fixed in a frame. */
export function pointOf(frame: Frame, local: Complex): PlanarPoint {
  const offset = complexMul(frame.orientation, local)
  if (frame.hinge < 0) return { base: complexAdd(frame.base, offset), slides: frame.slides, arms: frame.arms }
  const arms = new Map(frame.arms)
  arms.set(frame.hinge, complexAdd(arms.get(frame.hinge) ?? { re: 0, im: 0 }, offset))
  return { base: frame.base, slides: frame.slides, arms }
}

/** The frame of a body by its name. Throws an Error when there is none. */
export function frameOf(frames: ReadonlyMap<string, Frame>, name: string): Frame {
  const frame = frames.get(name)
  if (!frame) throw new Error(`no body is named ${name}`)
  return frame
}

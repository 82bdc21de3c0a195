import { cameraOf } from '../film/camera.ts'
import { assertFilm, clockOf, type Film } from '../film/film.ts'
import { type Stride, strideOf } from '../film/stride.ts'
import type { DrawOptions } from './draw-film.ts'
import { overlaidPoses } from './overlaid-poses.ts'
import { posesInRows } from './poses-in-rows.ts'

/** How a still of a gait is drawn. */
export interface GaitOptions extends DrawOptions {
  /** How many poses at most, from 2 to 24. @default 8 */
  readonly poses?: number
}

/** Poses that are so many scenes apart may be put at the nearest scene. */
const FINE = 4
/** The most that is shown of a motion in one place, in s: later poses would hide the earlier ones. */
const WHOLE = 2

/**
 * A still of a motion, as textbooks draw gaits: poses at equal distances in time over one stride, or over the longest take where
 * it does not repeat. A thing with a focus is drawn side by side, each pose with its time and the distance that it has come; one
 * that stays in its place is drawn into one picture, two seconds of it, earlier poses paler.
 *
 * Throws what `assertFilm` throws, and a RangeError on a number of poses that is not from 2 to 24.
 */
export function drawGait(film: Film, { poses = 8, theme = 'auto' }: GaitOptions = {}): string {
  assertFilm(film)
  if (!Number.isInteger(poses) || poses < 2 || poses > 24)
    throw new RangeError(`${poses} poses are asked for, expects an integer from 2 to 24`)
  const found = strideOf(film)
  const most = Math.max(1, Math.round(WHOLE / clockOf(film).interval))
  const isOverlaid = film.scenes[0].focus === undefined
  const stride = isOverlaid ? { ...found, length: Math.min(found.length, most) } : found
  const chosen = { film, stride, scenes: posesOf(stride, poses) }
  return isOverlaid ? overlaidPoses(chosen, theme) : posesInRows(chosen, cameraOf(film), theme)
}

/**
 * Scenes at equal distances, of a stride that repeats without the one that it comes round to. Where there are few scenes, there are
 * fewer poses, so that the distances are equal all the same.
 */
function posesOf({ first, length, isPeriodic }: Stride, poses: number): readonly number[] {
  const whole = length / (isPeriodic ? poses : poses - 1)
  const gap = whole < FINE ? Math.max(1, Math.ceil(whole)) : whole
  const count = isPeriodic ? Math.ceil(length / gap - 1e-9) : Math.floor(length / gap + 1e-9) + 1
  return Array.from({ length: count }, (_, pose) => first + Math.round(pose * gap))
}

import { cameraOf } from '../film/camera.ts'
import { assertFilm, clockOf, type Film } from '../film/film.ts'
import { strideOf } from '../film/stride.ts'
import type { DrawOptions } from './draw-film.ts'
import { overlaidPoses } from './overlaid-poses.ts'
import { posesInRows } from './poses-in-rows.ts'

/** How a still of a gait is drawn. */
export interface GaitOptions extends DrawOptions {
  /** How many poses, from 2 to 24. @default 8 */
  readonly poses?: number
}

/** The most that is shown of a motion that does not repeat, in s: later poses would hide the earlier ones. */
const WHOLE = 2

/**
 * A still of a motion, as textbooks draw gaits: poses at equal distances in time over one stride, or over the first two
 * seconds of its longest take where it does not repeat. A thing with a focus is drawn side by side, each pose with its time and the distance that it has
 * come; one that stays in its place is drawn into one picture, earlier poses paler.
 *
 * Throws what `assertFilm` throws, and a RangeError on a number of poses that is not from 2 to 24.
 */
export function drawGait(film: Film, { poses = 8, theme = 'auto' }: GaitOptions = {}): string {
  assertFilm(film)
  if (!Number.isInteger(poses) || poses < 2 || poses > 24)
    throw new RangeError(`${poses} poses are asked for, expects an integer from 2 to 24`)
  const found = strideOf(film)
  const most = Math.max(1, Math.round(WHOLE / clockOf(film).interval))
  const stride = found.isPeriodic ? found : { ...found, length: Math.min(found.length, most) }
  const chosen = { film, stride, scenes: posesOf(stride.first, stride.length, poses, stride.isPeriodic) }
  return film.scenes[0].focus === undefined ? overlaidPoses(chosen, theme) : posesInRows(chosen, cameraOf(film), theme)
}

/** Scenes at equal distances, of a stride that repeats without the one that it comes round to. */
function posesOf(first: number, length: number, poses: number, isPeriodic: boolean): readonly number[] {
  const count = Math.min(poses, isPeriodic ? length : length + 1)
  const gap = length / (isPeriodic ? count : count - 1)
  return Array.from({ length: count }, (_, pose) => first + Math.round(pose * gap))
}

import { type Bounds, boundsFrom, boundsOfBoth, sceneBounds } from '../scene/bounds.ts'
import type { Point } from '../scene/scene.ts'
import { clockOf, type Film, takesOf } from './film.ts'

/** Where the camera looks at each scene, and what has to fit into its picture. */
export interface Camera {
  /** Where the middle of the picture is, by scene, in metres. */
  readonly centres: readonly Point[]
  /** The smallest rectangle around the middle that holds all shapes of all scenes. */
  readonly bounds: Bounds
}

/** Seconds over which the motion of the camera is averaged, to either side. */
const CALM = 0.5

/**
 * The camera of a film: it follows the focus along x where there is a ground, in both directions where there is none, and stands
 * still where there is no focus. It moves calmly: its position is the mean of the focus over half a second to either side, or as
 * far as the take goes on both sides, so that a steady motion is followed without a lag.
 */
export function cameraOf(film: Film): Camera {
  const { scenes } = film
  const all = scenes.map(sceneBounds)
  const around = all.reduce(boundsOfBoth)
  const middle: Point = [(around.left + around.right) / 2, (around.bottom + around.top) / 2]
  const xs = followed(film, 0) ?? scenes.map(() => middle[0])
  const isLevel = scenes[0].ground !== undefined
  const ys = (isLevel ? undefined : followed(film, 1)) ?? scenes.map(() => middle[1])
  const centres = xs.map((x, index): Point => [x, ys[index]])
  return { centres, bounds: all.map((bounds, index) => boundsFrom(centres[index], bounds)).reduce(boundsOfBoth) }
}

/** The mean of a coordinate of the focus by scene; undefined where there is no focus. */
function followed(film: Film, axis: 0 | 1): number[] | undefined {
  const reach = Math.round(CALM / clockOf(film).interval)
  const values: number[] = []
  for (const [first, last] of takesOf(film))
    for (let index = first; index <= last; index++) {
      const around = Math.min(reach, index - first, last - index)
      let sum = 0
      for (let other = index - around; other <= index + around; other++) {
        const focus = film.scenes[other].focus
        if (focus === undefined) return undefined
        sum += focus[axis]
      }
      values.push(sum / (2 * around + 1))
    }
  return values
}

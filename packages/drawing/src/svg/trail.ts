import { type Film, takesOf } from '../film/film.ts'
import type { Point } from '../scene/scene.ts'
import { type Moment, node, type SvgNode } from './node.ts'
import { placed } from './shape-node.ts'

/** The length that each trail is said to have, so that dashes are counted in its parts. */
const LENGTH = 100_000

/**
 * The paths of the points that a film traces, one for each take. As an animation a path is uncovered while the take plays, and
 * hidden before and after; at one scene it ends there.
 */
export function trailNodes(film: Film, scale: number, moment: Moment): readonly SvgNode[] {
  const count = film.scenes[0].traces?.length ?? 0
  return Array.from({ length: count }, (_, trace) =>
    takesOf(film).flatMap(([first, last]) => {
      const points = film.scenes.slice(first, last + 1).flatMap(({ traces = [] }) => traces.slice(trace, trace + 1))
      if ('seconds' in moment) return last > first ? [uncovered(points, first, film.scenes.length, scale)] : []
      if (moment.scene < first || moment.scene > last) return []
      return [path(points.slice(0, moment.scene - first + 1), scale)]
    }),
  ).flat()
}

/** A path through points. */
export function path(points: readonly Point[], scale: number): SvgNode {
  const d = `M${points.map((point) => placed(point, scale)).join('L')}`
  return node('path', { class: 'trpo-trail', 'stroke-width': 1.4, 'stroke-linejoin': 'round', d })
}

/** A path whose part up to the point of each scene is seen. */
function uncovered(points: readonly Point[], first: number, scenes: number, scale: number): SvgNode {
  const along = [0]
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) continue
    const [dx, dy] = [x - points[index - 1][0], y - points[index - 1][1]]
    along.push(along[index - 1] + Math.sqrt(dx * dx + dy * dy))
  }
  const whole = along[along.length - 1]
  const hidden = Array.from({ length: scenes }, (_, scene) => {
    const gone = along[scene - first]
    return String(gone === undefined || whole === 0 ? LENGTH : Math.round(LENGTH * (1 - gone / whole)))
  })
  const { attributes, ...rest } = path(points, scale)
  return {
    ...rest,
    attributes: { ...attributes, pathLength: LENGTH, 'stroke-dasharray': LENGTH },
    moving: { 'stroke-dashoffset': hidden },
  }
}

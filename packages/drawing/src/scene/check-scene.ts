import { pointsOf } from './bounds.ts'
import type { Scene, Shape } from './scene.ts'

const FEWEST_POINTS = { polygon: 3, line: 2, capsule: 2, circle: 1 } as const
const TONES: readonly unknown[] = ['body', 'far', 'thing', 'goal', 'scenery', undefined]

/** The largest magnitude of a coordinate, in m: a robot that is farther away has left its simulation. */
const MOST = 1e6

/**
 * Throws a TypeError on what is no scene, and a RangeError on a coordinate that is not a finite number up to 1e6 or a radius that
 * is not above 0.
 *
 * @param what the name of the scene in messages
 */
export function assertScene(scene: Scene, what: string): void {
  if (typeof scene !== 'object' || scene === null || !Array.isArray(scene.shapes) || scene.shapes.length === 0)
    throw new TypeError(`${what} is no scene: expected { shapes: [...] } with at least one shape`)
  for (const [index, shape] of scene.shapes.entries()) assertShape(shape, `shape ${index} of ${what}`)
  const { focus, traces = [], ground = 0 } = scene
  for (const value of [...(focus ?? []), ...traces.flat(), ground])
    if (!isCoordinate(value))
      throw new RangeError(`${what} has a focus, trace or ground at ${value}, expects finite numbers up to 1e6`)
}

/** Throws a RangeError that says how a scene differs from the first one of a film in what must stay the same. */
export function assertSameShapes(scene: Scene, first: Scene, what: string): void {
  const [own, others] = [inWords(scene), inWords(first)]
  if (own !== others)
    throw new RangeError(`${what} has ${own}, the first scene ${others}; give every scene the same in the same order`)
}

function assertShape(shape: Shape, what: string): void {
  const least = FEWEST_POINTS[shape?.kind]
  if (least === undefined)
    throw new TypeError(`${what} has the kind ${String(shape?.kind)}, expects capsule, circle, polygon or line`)
  const points = pointsOf(shape)
  if (!Array.isArray(points) || points.length < least)
    throw new TypeError(`${what}, a ${shape.kind}, has ${points?.length} points, expects at least ${least}`)
  for (const point of points)
    if (!(Array.isArray(point) && point.length === 2 && isCoordinate(point[0]) && isCoordinate(point[1])))
      throw new RangeError(
        `${what}, a ${shape.kind}, has a point at ${String(point)}, expects two finite numbers up to 1e6`,
      )
  if ('radius' in shape && !(shape.radius > 0 && isCoordinate(shape.radius)))
    throw new RangeError(`${what}, a ${shape.kind}, has the radius ${shape.radius}, expects metres above 0`)
  if (!TONES.includes(shape.tone))
    throw new TypeError(`${what} has the tone ${shape.tone}, expects body, far, thing, goal or scenery`)
}

function isCoordinate(value: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= MOST
}

/** What must be the same in all scenes: `2 x capsule, line of 3 points; a focus, 1 traces, no ground`. */
function inWords({ shapes, focus, traces = [], ground }: Scene): string {
  const kinds = shapes.map((shape) =>
    'points' in shape ? `${shape.kind} of ${shape.points.length} points` : shape.kind,
  )
  const rest = [
    focus === undefined ? 'no focus' : 'a focus',
    `${traces.length} traces`,
    ground === undefined ? 'no ground' : 'a ground',
  ]
  return `${counted(kinds)}; ${rest.join(', ')}`
}

/** `3 capsules, line, polygon of 4 points`: equal neighbours as one. */
function counted(kinds: readonly string[]): string {
  const runs: { kind: string; count: number }[] = []
  for (const kind of kinds) {
    const last = runs.at(-1)
    if (last?.kind === kind) last.count++
    else runs.push({ kind, count: 1 })
  }
  return runs.map(({ kind, count }) => (count === 1 ? kind : `${count} x ${kind}`)).join(', ')
}

import type { Camera } from '../film/camera.ts'
import { type Bounds, boundsFrom, boundsOfBoth, sceneBounds } from '../scene/bounds.ts'
import { label } from '../svg/axes.ts'
import { node, type SvgNode } from '../svg/node.ts'
import { inDigits, niceStep, tenth } from '../svg/numbers.ts'
import { HEAD, sheet, WIDTH } from '../svg/sheet.ts'
import type { Theme } from '../svg/theme.ts'
import { type ChosenPoses, poseNodes, strideInWords, timeInWords } from './chosen-poses.ts'

const SIDE = 16
/** What a row takes below its poses. */
const LABELS = 40
/** The most that the poses of all rows take in height. */
const MOST_HEIGHT = 420
/** The part of a pose's width that is free beside it. */
const GAP = 0.08

/** The poses side by side, in as many rows as show them largest, each with its time and how far it has come. */
export function posesInRows(chosen: ChosenPoses, { centres }: Camera, theme: Theme): string {
  const { film, scenes } = chosen
  // A pose stands in the middle of its column by its own width, and at its own height above the ground.
  const own = scenes.map((scene) => boundsFrom([0, centres[scene][1]], sceneBounds(film.scenes[scene])))
  const tall = own.reduce(boundsOfBoth)
  const broad = (1 + GAP) * own.reduce((most, { left, right }) => Math.max(most, right - left), 0)
  const { columns, scale } = arrangement(scenes.length, broad, tall.top - tall.bottom)
  const rows = Math.ceil(scenes.length / columns)
  const rowHeight = scale * (tall.top - tall.bottom) + LABELS
  const column = (WIDTH - 2 * SIDE) / columns
  const { ground } = film.scenes[0]
  const content = Array.from({ length: rows }, (_, row): SvgNode[] => {
    const floor = HEAD + row * rowHeight + scale * (tall.top - tall.bottom)
    const line = ground === undefined ? [] : groundNodes(floor - scale * (ground - centres[scenes[0]][1] - tall.bottom))
    const poses = scenes.slice(row * columns, (row + 1) * columns).map((scene, index): SvgNode => {
      const middle = SIDE + (index + 0.5) * column
      const bounds: Bounds = own[row * columns + index]
      const x = middle - (scale * (bounds.left + bounds.right)) / 2
      const y = floor + scale * (tall.bottom + centres[scene][1])
      const below = floor + 15
      return node('g', {}, [
        { tag: 'g', place: [`${tenth(x)} ${tenth(y)}`], children: poseNodes(film.scenes[scene].shapes, scale) },
        label(timeInWords(chosen, scene), {
          x: tenth(middle),
          y: tenth(below + (ground === undefined ? 0 : 5)),
          'text-anchor': 'middle',
        }),
        label(comeInWords(chosen, scene), {
          x: tenth(middle),
          y: tenth(below + 14 + (ground === undefined ? 0 : 5)),
          'text-anchor': 'middle',
        }),
      ])
    })
    return [...line, ...poses]
  }).flat()
  const bottom = HEAD + rows * rowHeight
  const { stride } = chosen
  const note = `${strideInWords(chosen)}${stride.isPeriodic ? ` and ${comeInWords(chosen, stride.first + stride.length)}` : ''}`
  return sheet({ title: film.title, note }, bottom + 26, theme, [...content, ...scaleBar(scale, bottom + 10)], {
    scene: 0,
  })
}

/** The number of columns that shows the poses largest, in one row or in two that are full. */
function arrangement(poses: number, broad: number, tall: number): { readonly columns: number; readonly scale: number } {
  const choices = [poses, poses / 2].filter(Number.isInteger).map((columns) => {
    const rows = Math.ceil(poses / columns)
    return { columns, scale: Math.min((WIDTH - 2 * SIDE) / (columns * broad), MOST_HEIGHT / (rows * tall)) }
  })
  return choices.reduce((best, choice) => (choice.scale >= best.scale ? choice : best))
}

function groundNodes(height: number): SvgNode[] {
  return [
    node('rect', { class: 'trpo-ground', x: SIDE, y: tenth(height), width: WIDTH - 2 * SIDE, height: 5 }),
    node('path', { class: 'trpo-edge', 'stroke-width': 1.5, d: `M${SIDE} ${tenth(height)}H${WIDTH - SIDE}` }),
  ]
}

/** How far the focus has come since the first pose: along x over a ground, otherwise as the crow flies. */
function comeInWords({ film, scenes }: ChosenPoses, scene: number): string {
  const [from, to] = [film.scenes[scenes[0]].focus, film.scenes[scene].focus]
  if (from === undefined || to === undefined) return ''
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const far = film.scenes[0].ground === undefined ? Math.sqrt(dx * dx + dy * dy) : dx
  return `${inDigits(far, 0.01)} m`
}

/** A line of a round number of metres, at the right. */
function scaleBar(scale: number, y: number): SvgNode[] {
  const metres = niceStep(50 / scale)
  const end = WIDTH - SIDE
  const begin = end - metres * scale
  return [
    node('path', {
      class: 'trpo-edge',
      'stroke-width': 1.5,
      d: `M${tenth(begin)} ${y - 4}v8M${tenth(begin)} ${y}H${end}M${end} ${y - 4}v8`,
    }),
    label(`${inDigits(metres, metres)} m`, { x: tenth(begin - 6), y: y + 4, 'text-anchor': 'end' }),
  ]
}

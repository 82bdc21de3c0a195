import { clockOf, type Film } from '../film/film.ts'
import { label } from './axes.ts'
import { node, type SvgNode } from './node.ts'
import { inDigits, multiples, niceStep, tenth } from './numbers.ts'
import type { Frame } from './stage.ts'

/** Units of the picture between labels, at least. */
const SPACING = 55

/** The axis of time with its unit, a mark that moves along it, and a longer line where another take begins. */
export function timeAxis(film: Film, { x, y, width }: Frame): readonly SvgNode[] {
  const { scenes, cuts = [] } = film
  const { unit, unitsAScene } = clockOf(film)
  const most = (scenes.length - 1) * unitsAScene
  const step = niceStep((SPACING * most) / width)
  const at = (value: number) => x + (width * value) / most
  const ticks = multiples(step, 0, most)
  const lines = [`M${x} ${y}H${x + width}`, ...ticks.map((value) => `M${tenth(at(value))} ${y}v4`)]
  const begins = cuts.map((cut) => `M${tenth(at(cut * unitsAScene))} ${y - 4}v8`)
  return [
    node('path', { class: 'trpo-edge', d: [...lines, ...begins].join('') }),
    ...ticks.map((value) =>
      label(`${inDigits(value, step)} ${unit}`, { x: tenth(at(value)), y: y + 17, 'text-anchor': 'middle' }),
    ),
    {
      tag: 'circle',
      attributes: { class: 'trpo-mark', cy: y, r: 4.5 },
      moving: { cx: scenes.map((_, scene) => tenth(at(scene * unitsAScene))) },
    },
  ]
}

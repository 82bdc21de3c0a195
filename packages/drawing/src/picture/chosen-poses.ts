import { clockOf, type Film } from '../film/film.ts'
import type { Stride } from '../film/stride.ts'
import type { Shape } from '../scene/scene.ts'
import type { SvgNode } from '../svg/node.ts'
import { inDigits } from '../svg/numbers.ts'
import { shapeNode } from '../svg/shape-node.ts'

/** What a still shows of a film. */
export interface ChosenPoses {
  readonly film: Film
  readonly stride: Stride
  /** The scenes of the poses, ascending. */
  readonly scenes: readonly number[]
}

/** A time in the film's unit, from the first pose on: `0.12 s`. */
export function timeInWords({ film, scenes }: ChosenPoses, scene: number): string {
  const { unit, unitsAScene } = clockOf(film)
  const time = (scene - scenes[0]) * unitsAScene
  return `${unit === 's' ? inDigits(time, 0.01) : time} ${unit}`
}

/** The head of a still: `one stride of 0.52 s`. */
export function strideInWords(chosen: ChosenPoses): string {
  const { film, stride, scenes } = chosen
  const time = timeInWords(chosen, stride.first + stride.length)
  return stride.isPeriodic
    ? `one stride of ${time}`
    : `${scenes.length} poses in ${timeInWords({ film, stride, scenes }, scenes[scenes.length - 1])}`
}

/** The shapes of one scene, in the coordinates of the world. */
export function poseNodes(shapes: readonly Shape[], scale: number): readonly SvgNode[] {
  return shapes.map((shape) => shapeNode([shape], scale))
}

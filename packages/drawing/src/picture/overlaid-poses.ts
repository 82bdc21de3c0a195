import { cameraOf } from '../film/camera.ts'
import type { Shape } from '../scene/scene.ts'
import { AXIS, gridNodes, labelNodes, seenBounds, window } from '../svg/axes.ts'
import { node, type SvgNode } from '../svg/node.ts'
import { tenth } from '../svg/numbers.ts'
import { HEAD, sheet, WIDTH } from '../svg/sheet.ts'
import { originOf, stageFor } from '../svg/stage.ts'
import type { Theme } from '../svg/theme.ts'
import { path } from '../svg/trail.ts'
import { type ChosenPoses, poseNodes, strideInWords } from './chosen-poses.ts'

const ROOM = { x: 16 + AXIS.left, y: HEAD, width: WIDTH - 32 - AXIS.left, mostHeight: 330, leastHeight: 150 } as const
/** How much of the first pose is seen; the last is seen whole. */
const PALEST = 0.15

/** The poses in one picture, earlier ones paler, with what does not move drawn once and the trails from first to last. */
export function overlaidPoses(chosen: ChosenPoses, theme: Theme): string {
  const { film, scenes } = chosen
  const shown = scenes.map((scene) => film.scenes[scene])
  const camera = cameraOf({ ...film, scenes: shown, cuts: [] })
  const stage = stageFor(camera.bounds, ROOM)
  const { frame, scale } = stage
  const origins = [originOf(stage, camera.centres[0])]
  const seen = seenBounds(stage, camera.centres.slice(0, 1))
  const between = film.scenes.slice(scenes[0], scenes[scenes.length - 1] + 1)
  const isStill = shown[0].shapes.map((shape, index) => shown.every((scene) => isEqual(scene.shapes[index], shape)))
  const still = shown[0].shapes.filter((_, index) => isStill[index])
  const moving = shown.map(({ shapes }, pose) =>
    node(
      'g',
      { opacity: opacity(pose, shown.length) },
      poseNodes(
        shapes.filter((_, index) => !isStill[index]),
        scale,
      ),
    ),
  )
  const trails = (shown[0].traces ?? []).map((_, trace) =>
    path(
      between.flatMap(({ traces = [] }) => traces.slice(trace, trace + 1)),
      scale,
    ),
  )
  const world: SvgNode = {
    tag: 'g',
    place: [origins[0].map(tenth).join(' ')],
    children: [...gridNodes(stage, seen, shown[0].ground), ...poseNodes(still, scale), ...moving, ...trails],
  }
  const content = [
    window(frame, [world]),
    node('rect', { class: 'trpo-grid', x: frame.x, y: frame.y, width: frame.width, height: frame.height }),
    ...labelNodes(stage, seen, origins),
  ]
  const note = `${strideInWords(chosen)}, later ones stronger`
  return sheet({ title: film.title, note }, frame.y + frame.height + AXIS.bottom + 10, theme, content, { scene: 0 })
}

function opacity(pose: number, count: number): number {
  return Math.round(100 * (PALEST + ((1 - PALEST) * pose) / Math.max(1, count - 1))) / 100
}

function isEqual(one: Shape, other: Shape): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

import { cameraOf } from '../film/camera.ts'
import { assertFilm, clockOf, type Film } from '../film/film.ts'
import { AXIS, gridNodes, labelNodes, seenBounds, window } from '../svg/axes.ts'
import { type Moment, node, type SvgNode } from '../svg/node.ts'
import { tenth } from '../svg/numbers.ts'
import { shapeNode } from '../svg/shape-node.ts'
import { HEAD, sheet, WIDTH } from '../svg/sheet.ts'
import { originOf, type Stage, stageFor } from '../svg/stage.ts'
import type { Theme } from '../svg/theme.ts'
import { timeAxis } from '../svg/time-axis.ts'
import { trailNodes } from '../svg/trail.ts'

/** How a picture is drawn. */
export interface DrawOptions {
  /** Colours for a light page, for a dark one, or for whichever the viewer prefers. @default 'auto' */
  readonly theme?: Theme
}

/** A film as pictures. */
export interface FilmPicture {
  /** Seconds that the film plays. */
  readonly seconds: number
  /** The whole film as one SVG document, which a browser plays again and again. */
  animation(): string
  /** One scene as an SVG document of the same size that does not move. Throws a RangeError where there is no such scene. */
  frame(scene: number): string
}

const RIGHT = 16
const TIME = { above: 14, height: 28 } as const
const ROOM = {
  x: 16 + AXIS.left,
  y: HEAD,
  width: WIDTH - 16 - AXIS.left - RIGHT,
  mostHeight: 330,
  leastHeight: 150,
} as const

/**
 * Draws a film: its shapes in front of a grid of metres with labels, the ground, trails, and an axis of time. The camera follows the
 * focus. It runs in a browser and in Node, takes no display and no font, and equal films give equal pictures on every engine.
 *
 * The animation is by SMIL, which browsers play in a page, in an `<img>` and in a file of its own. It is about 20 bytes for each
 * shape and scene (`smoothFilm` leaves out scenes that nobody sees).
 *
 * Throws what `assertFilm` throws.
 */
export function drawFilm(film: Film, { theme = 'auto' }: DrawOptions = {}): FilmPicture {
  assertFilm(film)
  const { scenes } = film
  const camera = cameraOf(film)
  const stage = stageFor(camera.bounds, ROOM)
  const world = worldOf(film, stage)
  const origins = camera.centres.map((centre) => originOf(stage, centre))
  const seen = seenBounds(stage, camera.centres)
  const { frame, scale } = stage
  const { interval } = clockOf(film)
  const timeAt = frame.y + frame.height + AXIS.bottom + TIME.above

  function picture(moment: Moment): string {
    const inWorld: SvgNode = {
      tag: 'g',
      place: origins.map(([x, y]) => `${tenth(x)} ${tenth(y)}`),
      children: [...gridNodes(stage, seen, scenes[0].ground), ...trailNodes(film, scale, moment), ...world],
    }
    const content = [
      window(frame, [inWorld]),
      node('rect', { class: 'trpo-grid', x: frame.x, y: frame.y, width: frame.width, height: frame.height }),
      ...labelNodes(stage, seen, origins),
      ...timeAxis(film, { ...frame, y: timeAt }),
    ]
    return sheet(film, timeAt + TIME.height, theme, content, moment)
  }

  const seconds = (scenes.length - 1) * interval
  return {
    seconds,
    animation: () => picture({ seconds: String(Math.round(1000 * seconds) / 1000) }),
    frame(scene) {
      if (!Number.isInteger(scene) || scene < 0 || scene >= scenes.length)
        throw new RangeError(`scene ${scene} of ${film.title} is asked for, expects 0 to ${scenes.length - 1}`)
      return picture({ scene })
    },
  }
}

/** The shapes of all scenes as elements, in the coordinates of the world. */
function worldOf({ scenes }: Film, { scale }: Stage): readonly SvgNode[] {
  return scenes[0].shapes.map((_, shape) =>
    shapeNode(
      scenes.map((scene) => scene.shapes[shape]),
      scale,
    ),
  )
}

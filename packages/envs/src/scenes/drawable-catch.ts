import type { Drawable, Point, Scene } from '@trpo/drawing'
import { CATCH, type CatchState, catchGame } from '../catch.ts'
import type { RestorableEnvironment } from '../environment.ts'
import type { BoxObservations } from '../transforms/box-observations.ts'
import type { FrameStackSnapshot } from '../transforms/frame-stack.ts'

/** `catchGame`, as an environment that can be drawn: ball and paddle as squares of a metre each, in a frame. */
export function drawableCatch(): RestorableEnvironment<FrameStackSnapshot<CatchState>> & BoxObservations & Drawable {
  const environment = catchGame()
  return { ...environment, scene: () => catchScene(environment.snapshot().inner) }
}

/** A state of the game as a scene, a pixel for a metre. */
export function catchScene({ x, y, paddle }: CatchState): Scene {
  const { size, paddle: width } = CATCH
  return {
    shapes: [
      { kind: 'line', points: [...rectangle(0, 0, size, size), [0, 0]], tone: 'scenery' },
      { kind: 'polygon', points: rectangle(paddle, 0, width, 1) },
      { kind: 'polygon', points: rectangle(x, size - 1 - y, 1, 1), tone: 'goal' },
    ],
  }
}

/** The corners of a rectangle, from its lower left one. */
function rectangle(left: number, bottom: number, width: number, height: number): readonly Point[] {
  return [
    [left, bottom],
    [left + width, bottom],
    [left + width, bottom + height],
    [left, bottom + height],
  ]
}

import type { ObservationArray } from '@trpo/math'
import type { Random } from '@trpo/random'
import { assertAction } from './assert-action.ts'
import type { EnvironmentSpec, RestorableEnvironment } from './environment.ts'
import { box, discrete } from './make-space.ts'
import type { BoxObservations } from './transforms/box-observations.ts'
import { type FrameStackSnapshot, frameStack } from './transforms/frame-stack.ts'

/** The measures of `catchGame`, in pixels. */
export interface CatchConstants {
  /** Width and height of a frame. */
  readonly size: number
  /** Width of the paddle, which is one pixel high. */
  readonly paddle: number
  /** Balls of an episode. */
  readonly balls: number
  /** Frames that the policy sees at a time. */
  readonly frames: number
}

/** The measures of `catchGame`. */
export const CATCH: CatchConstants = { size: 10, paddle: 3, balls: 5, frames: 2 }

/** The state of the game: everything in pixels, from the upper left corner. A state is never changed. */
export interface CatchState {
  /** The column of the ball. */
  readonly x: number
  /** Its row, from 0 at the top. */
  readonly y: number
  /** Columns that it moves in a step: -1, 0 or 1. */
  readonly drift: number
  /** The leftmost column of the paddle, which is in the last row. */
  readonly paddle: number
  /** Balls that have come down. */
  readonly done: number
}

/** The number that a lit pixel has. */
const LIT = 255

/**
 * `pixels/catch`: a ball falls, and a paddle at the bottom of the picture is to catch it. A small relative of bsuite's Catch
 * (Osband et al. 2020) that needs nothing but pixels.
 *
 * Observation [2, 10, 10] in bytes: the last two frames, 255 for the ball and the paddle and 0 elsewhere, so that the drift of
 * the ball shows in two frames only. Actions: left, stay, right. A ball appears in any column of the first row, falls one row a
 * step, drifts by -1, 0 or 1 columns, and is reflected by the sides; the paddle moves one column a step and is 3 wide. A ball
 * that comes down earns 1 where the paddle is, and -1 elsewhere; every other reward is 0. An episode has 5 balls, which are 45
 * steps, and terminates after the last one. `step` throws a RangeError on an action of a wrong length.
 */
export function catchGame(): RestorableEnvironment<FrameStackSnapshot<CatchState>> & BoxObservations {
  return frameStack(catchFrames(), CATCH.frames)
}

/** The game in single frames [10, 10]. */
export function catchFrames(): RestorableEnvironment<CatchState> {
  const { size, paddle: width, balls } = CATCH
  const spec: EnvironmentSpec = {
    name: 'pixels/catch',
    observationSpace: box(0, LIT, { shape: [size, size], type: 'u8' }),
    actionSpace: discrete(3),
  }
  const begin = Math.floor((size - width) / 2)
  let state: CatchState = { x: 0, y: 0, drift: 0, paddle: begin, done: 0 }
  return {
    spec,
    readsActionOnly: true,
    reset(random) {
      state = { ...newBall(random), paddle: begin, done: 0 }
    },
    step(action, random) {
      assertAction(spec, action)
      const paddle = Math.min(size - width, Math.max(0, state.paddle + action[0] - 1))
      const moved = { ...state, ...fall(state), paddle }
      if (moved.y < size - 1) {
        state = moved
        return { reward: 0, terminated: false }
      }
      const caught = moved.x >= paddle && moved.x < paddle + width
      const done = moved.done + 1
      state = done === balls ? { ...moved, done } : { ...newBall(random), paddle, done }
      return { reward: caught ? 1 : -1, terminated: done === balls }
    },
    observe(into) {
      drawCatch(state, into)
    },
    snapshot: () => state,
    restore(snapshot) {
      state = snapshot
    },
  }
}

/** A ball at the top. */
function newBall(random: Random): Pick<CatchState, 'x' | 'y' | 'drift'> {
  return { x: random.integer(CATCH.size), y: 0, drift: random.integer(3) - 1 }
}

/** A ball one step later. The sides reflect it: it stays in the outermost column for a step and turns round. */
function fall({ x, y, drift }: CatchState): Pick<CatchState, 'x' | 'y' | 'drift'> {
  const next = x + drift
  return next < 0 || next >= CATCH.size ? { x, y: y + 1, drift: -drift } : { x: next, y: y + 1, drift }
}

/** The frame of a state, [10, 10], row by row. */
function drawCatch({ x, y, paddle }: CatchState, into: ObservationArray): void {
  const { size, paddle: width } = CATCH
  into.fill(0)
  into[y * size + x] = LIT
  const last = (size - 1) * size
  into.fill(LIT, last + paddle, last + paddle + width)
}

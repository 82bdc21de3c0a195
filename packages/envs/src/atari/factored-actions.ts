import { assertStepArrays } from '../assert-lanes.ts'
import type { RestorableLanes } from '../lanes.ts'
import { multiDiscrete } from '../make-space.ts'
import type { MultiDiscreteSpace } from '../spaces.ts'
import { deriveLanes } from '../transforms/derive-lanes.ts'

/** Left, stay or right; up, stay or down; the button released or pressed (appendix D). */
export const FACTORED_ACTIONS: MultiDiscreteSpace = multiDiscrete([3, 3, 2])

/**
 * ALE's number of each position of the joystick: [button][horizontal][vertical], in the order of `FACTORED_ACTIONS`. Every game takes
 * all of them, and those that read a paddle (Pong, Breakout) see the horizontal choice alone.
 */
const JOYSTICK: readonly (readonly (readonly number[])[])[] = [
  [
    // UPLEFT, LEFT, DOWNLEFT; UP, NOOP, DOWN; UPRIGHT, RIGHT, DOWNRIGHT
    [7, 4, 9],
    [2, 0, 5],
    [6, 3, 8],
  ],
  [
    // The same with FIRE.
    [15, 12, 17],
    [10, 1, 13],
    [14, 11, 16],
  ],
]

/** ALE's number of a factored action. */
export function joystickOf(horizontal: number, vertical: number, button: number): number {
  return JOYSTICK[button][horizontal][vertical]
}

/** Lanes that take factored actions, of lanes that take ALE's 18 positions of the joystick. */
export function factoredActionLanes<S>(lanes: RestorableLanes<S>): RestorableLanes<S> {
  const { count } = lanes
  const spec = { ...lanes.spec, actionSpace: FACTORED_ACTIONS }
  const positions = new Float64Array(count)
  return deriveLanes(lanes, {
    spec,
    step(active, actions, randoms, rewards, terminated, truncated) {
      assertStepArrays({ spec, count }, { active, actions, randoms, rewards, terminated, truncated })
      for (let lane = 0; lane < count; lane++)
        if (active[lane] !== 0)
          positions[lane] = joystickOf(actions[3 * lane], actions[3 * lane + 1], actions[3 * lane + 2])
      return lanes.step(active, positions, randoms, rewards, terminated, truncated)
    },
  })
}

import { type Space, sampleSpace, spaceSize } from '@trpo/envs'
import { randomStream } from '@trpo/random'

/**
 * How actions are drawn: uniformly in their range, as Gymnasium's `action_space.sample()` does, or standard normal, as an
 * untrained Gaussian policy does.
 */
export type ActionKind = 'uniform' | 'normal'

/** Rows of a table of actions. */
const ROWS = 1000

/**
 * The number of rows between neighbouring lanes. It has no factor in common with `ROWS`, so no two of `ROWS` lanes do
 * the same at once.
 */
const LANE_SHIFT = 7

/** Actions that are made beforehand, because stepping is timed without draws. */
export interface ActionTable {
  /** Length of an action. */
  readonly size: number
  /** [rows, size] */
  readonly values: Float64Array
  /** Where in `values` a lane's action of a step begins. */
  offset(step: number, lane: number): number
}

/** A table of actions of a space, which is the same for every caller. */
export function actionTable(space: Space, kind: ActionKind): ActionTable {
  const size = spaceSize(space)
  const random = randomStream(1, 'bench-actions')
  const values = new Float64Array(ROWS * size)
  for (let row = 0; row < ROWS; row++) {
    const action = values.subarray(row * size, (row + 1) * size)
    if (kind === 'uniform') sampleSpace(space, random, action)
    else for (let k = 0; k < size; k++) action[k] = random.normal()
  }
  return { size, values, offset: (step, lane) => ((step + LANE_SHIFT * lane) % ROWS) * size }
}

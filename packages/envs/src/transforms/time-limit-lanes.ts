import type { Lanes } from '../lanes.ts'
import { assertTimeLimit } from './time-limit.ts'

/**
 * `timeLimit` for lanes that are batched by nature: truncates the episode of a lane after its `steps`-th step since
 * that lane's reset, never where the lane has terminated. Lanes lifted from single environments need no limit of their
 * own: limit the environments.
 *
 * Throws a RangeError unless `steps` is an integer of at least 1.
 */
export function timeLimitLanes(lanes: Lanes, steps: number): Lanes {
  assertTimeLimit(steps)
  const elapsed = new Float64Array(lanes.count)
  return {
    spec: { ...lanes.spec, timeLimit: Math.min(steps, lanes.spec.timeLimit ?? steps) },
    count: lanes.count,
    reset(lane, random) {
      lanes.reset(lane, random)
      elapsed[lane] = 0
    },
    step(active, actions, randoms, rewards, terminated, truncated) {
      lanes.step(active, actions, randoms, rewards, terminated, truncated)
      for (let lane = 0; lane < lanes.count; lane++) {
        if (active[lane] === 0) continue
        elapsed[lane] += 1
        if (elapsed[lane] >= steps) truncated[lane] = terminated[lane] === 0 ? 1 : 0
      }
    },
    observe: (active, into) => lanes.observe(active, into),
    dispose: () => lanes.dispose(),
  }
}

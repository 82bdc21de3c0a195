import { isRestorableLanes, type Lanes, type RestorableLanes } from '../lanes.ts'
import { afterStep, deriveLanes } from './derive-lanes.ts'
import { assertTimeLimit, type TimeLimitSnapshot } from './time-limit.ts'

/**
 * `timeLimit` for lanes that are batched by nature: truncates the episode of a lane after its `steps`-th step since
 * that lane's reset, never where the lane has terminated. Lanes lifted from single environments need no limit of their
 * own: limit the environments. A snapshot holds how many steps the episode has had.
 *
 * Throws a RangeError unless `steps` is an integer of at least 1.
 */
export function timeLimitLanes<S>(lanes: RestorableLanes<S>, steps: number): RestorableLanes<TimeLimitSnapshot<S>>
export function timeLimitLanes(lanes: Lanes, steps: number): Lanes
export function timeLimitLanes(lanes: Lanes, steps: number): Lanes {
  assertTimeLimit(steps)
  const { count } = lanes
  const elapsed = new Float64Array(count)
  const limited: Lanes = {
    ...deriveLanes(lanes, {
      spec: { ...lanes.spec, timeLimit: Math.min(steps, lanes.spec.timeLimit ?? steps) },
      step(active, actions, randoms, rewards, terminated, truncated) {
        return afterStep(lanes.step(active, actions, randoms, rewards, terminated, truncated), () => {
          for (let lane = 0; lane < count; lane++) {
            if (active[lane] === 0) continue
            elapsed[lane] += 1
            if (elapsed[lane] >= steps) truncated[lane] = terminated[lane] === 0 ? 1 : 0
          }
        })
      },
    }),
    reset(lane, random) {
      lanes.reset(lane, random)
      elapsed[lane] = 0
    },
  }
  if (!isRestorableLanes(lanes)) return limited
  const restorable: RestorableLanes<TimeLimitSnapshot<unknown>> = {
    ...limited,
    snapshot: (lane) => ({ inner: lanes.snapshot(lane), elapsed: elapsed[lane] }),
    restore(lane, snapshot) {
      lanes.restore(lane, snapshot.inner)
      elapsed[lane] = snapshot.elapsed
    },
  }
  return restorable
}

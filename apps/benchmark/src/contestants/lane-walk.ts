import { type Lanes, observationArray } from '@trpo/envs'
import { randomStream } from '@trpo/random'
import { type ActionKind, actionTable } from './actions.ts'

/** Steps after which all lanes go through the same episodes again. */
export const WALK_STEPS = 1000

/**
 * Steps all lanes once: takes actions from a table, writes rewards, resets the lanes whose episodes ended, and writes
 * observations. Every `WALK_STEPS` steps all lanes go back to their first start, so every contestant does the same
 * work, however fast it is.
 *
 * @param started is called for each episode with the step before which it starts, and its lane
 */
export function laneWalk(
  lanes: Lanes,
  kind: ActionKind,
  started: (step: number, lane: number) => void = () => {},
): () => void {
  const { spec, count } = lanes
  const { size, values, offset } = actionTable(spec.actionSpace, kind)
  const randoms = Array.from({ length: count }, () => randomStream(1, 'bench-lanes'))
  const active = new Uint8Array(count).fill(1)
  const actions = new Float64Array(count * size)
  const observations = observationArray(spec.observationSpace, count)
  const rewards = new Float64Array(count)
  const terminated = new Uint8Array(count)
  const truncated = new Uint8Array(count)
  let step = 0

  const start = (lane: number): void => {
    lanes.reset(lane, randoms[lane])
    started(step, lane)
  }
  const startAll = (): void => {
    for (let lane = 0; lane < count; lane++) {
      randoms[lane].seek(0, lane, 0)
      start(lane)
    }
  }

  startAll()
  return () => {
    for (let lane = 0; lane < count; lane++) {
      const from = offset(step, lane)
      for (let k = 0; k < size; k++) actions[lane * size + k] = values[from + k]
    }
    lanes.step(active, actions, randoms, rewards, terminated, truncated)
    step = (step + 1) % WALK_STEPS
    if (step === 0) startAll()
    else for (let lane = 0; lane < count; lane++) if (terminated[lane] !== 0 || truncated[lane] !== 0) start(lane)
    lanes.observe(active, observations)
  }
}

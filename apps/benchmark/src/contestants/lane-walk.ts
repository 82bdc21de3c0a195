import { type Lanes, spaceSize } from '@trpo/envs'
import { randomStream } from '@trpo/random'
import { ACTION_ROWS, actionTable } from './actions.ts'

/** Steps all lanes once: actions from a table, observations and rewards written, ended episodes started anew. */
export function laneWalk(lanes: Lanes): () => void {
  const { spec, count } = lanes
  const actionSize = spaceSize(spec.actionSpace)
  const table = actionTable(actionSize)
  const randoms = Array.from({ length: count }, (_, lane) => randomStream(1, 'bench-lanes').seek(0, lane, 0))
  const active = new Uint8Array(count).fill(1)
  const actions = new Float64Array(count * actionSize)
  const observations = new Float64Array(count * spaceSize(spec.observationSpace))
  const rewards = new Float64Array(count)
  const terminated = new Uint8Array(count)
  const truncated = new Uint8Array(count)
  let row = 0
  for (let lane = 0; lane < count; lane++) lanes.reset(lane, randoms[lane])

  return () => {
    for (let lane = 0; lane < count; lane++) {
      for (let k = 0; k < actionSize; k++) actions[lane * actionSize + k] = table[row * actionSize + k]
      row = (row + 1) % ACTION_ROWS
    }
    lanes.step(active, actions, randoms, rewards, terminated, truncated)
    for (let lane = 0; lane < count; lane++)
      if (terminated[lane] !== 0 || truncated[lane] !== 0) lanes.reset(lane, randoms[lane])
    lanes.observe(active, observations)
  }
}

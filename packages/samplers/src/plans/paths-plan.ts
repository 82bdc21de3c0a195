import { assertShares, laneShare } from '../quota.ts'
import type { LanePlan, PlannedLanes } from './lane-plan.ts'

/**
 * N whole episodes, path p in lane p mod L. A lane starts none after its share is done. Draws are counted by the path and its
 * steps, so that a path has the same bits whichever lanes and shards there are.
 */
export function pathsPlan(total: number, { spec, count, firstLane, allLanes }: PlannedLanes): LanePlan {
  assertShares(total, 'paths', allLanes)
  const { name, timeLimit } = spec
  if (timeLimit === undefined)
    throw new RangeError(
      `a quota of whole paths needs episodes that end, and ${name} states no time limit; wrap it in timeLimit(environment, steps) or give a quota of steps`,
    )
  const shares = Array.from({ length: count }, (_, lane) => laneShare(total, firstLane + lane, allLanes))
  const steps = new Int32Array(count)
  const episodes = new Int32Array(count)
  const path = (lane: number): number => firstLane + lane + episodes[lane] * allLanes
  return {
    capacity: (lane) => shares[lane] * timeLimit,
    unit: path,
    step: (lane) => steps[lane],
    path,
    next(lane, over) {
      steps[lane]++
      if (!over) return 'goOn'
      if (episodes[lane] + 1 === shares[lane]) return 'rest'
      episodes[lane]++
      steps[lane] = 0
      return 'restart'
    },
    begin() {
      steps.fill(0)
      episodes.fill(0)
    },
    stepsAnIteration: () => undefined,
  }
}

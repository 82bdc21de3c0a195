import { assertShares, laneShare } from '../quota.ts'
import type { LanePlan, PlannedLanes } from './lane-plan.ts'
import { stepWalk } from './step-walk.ts'

/**
 * N steps in all, floor(N / L) a lane and one more for the first N mod L. The last episode of a lane is cut where its share
 * ends. Draws are counted by the lane and its steps in the iteration.
 */
export function stepsPlan(total: number, { count, firstLane, allLanes }: PlannedLanes): LanePlan {
  assertShares(total, 'steps', allLanes)
  const shares = Array.from({ length: count }, (_, lane) => laneShare(total, firstLane + lane, allLanes))
  return {
    ...stepWalk(shares),
    unit: (lane) => firstLane + lane,
    stepsAnIteration: (laneOfRun) => laneShare(total, laneOfRun, allLanes),
  }
}

import { assertShares, laneShare } from '../quota.ts'
import type { LanePlan, PlannedLanes } from './lane-plan.ts'

/**
 * N steps in all, floor(N / L) a lane and one more for the first N mod L. The last episode of a lane is cut where its share
 * ends. Draws are counted by the lane and its steps in the iteration.
 */
export function stepsPlan(total: number, { count, firstLane, allLanes }: PlannedLanes): LanePlan {
  assertShares(total, 'steps', allLanes)
  const shares = Array.from({ length: count }, (_, lane) => laneShare(total, firstLane + lane, allLanes))
  const steps = new Int32Array(count)
  const episodes = new Int32Array(count)
  return {
    capacity: (lane) => shares[lane],
    unit: (lane) => firstLane + lane,
    step: (lane) => steps[lane],
    path: (lane) => episodes[lane],
    next(lane, over) {
      steps[lane]++
      if (steps[lane] === shares[lane]) return 'rest'
      if (!over) return 'goOn'
      episodes[lane]++
      return 'restart'
    },
    begin() {
      steps.fill(0)
      episodes.fill(0)
    },
    stepsAnIteration: (laneOfRun) => laneShare(total, laneOfRun, allLanes),
  }
}

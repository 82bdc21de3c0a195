import type { LanePlan, PlannedLanes } from '../plans/lane-plan.ts'
import { stepWalk } from '../plans/step-walk.ts'
import { type TrunkLanes, trunkOfLane } from './trunks.ts'

/**
 * A plan that walks a trunk of a given number of steps in some of the lanes, and nothing in the others. A trunk is episode after
 * episode; the last one is cut where the trunk ends. Draws are counted by the trunk and its steps in the iteration.
 */
export function trunkPlan(
  trunkSteps: number,
  { count, firstLane }: Pick<PlannedLanes, 'count' | 'firstLane'>,
  lanes: TrunkLanes,
): LanePlan {
  const trunkOf = Int32Array.from({ length: count }, (_, lane) => trunkOfLane(firstLane + lane, lanes))
  return {
    ...stepWalk(trunkOf.map((trunk) => (trunk < 0 ? 0 : trunkSteps))),
    unit: (lane) => trunkOf[lane],
    stepsAnIteration: (lane) => (trunkOfLane(lane, lanes) < 0 ? 0 : trunkSteps),
  }
}

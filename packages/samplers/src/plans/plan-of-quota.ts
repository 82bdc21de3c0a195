import type { Quota } from '../quota.ts'
import type { LanePlan, PlannedLanes } from './lane-plan.ts'
import { pathsPlan } from './paths-plan.ts'
import { stepsPlan } from './steps-plan.ts'

/**
 * The plan of a quota. Throws a RangeError when it cannot be split over the lanes, or asks for whole paths of an environment
 * without a time limit.
 */
export function lanePlan(quota: Quota, lanes: PlannedLanes): LanePlan {
  return quota.kind === 'steps' ? stepsPlan(quota.steps, lanes) : pathsPlan(quota.paths, lanes)
}

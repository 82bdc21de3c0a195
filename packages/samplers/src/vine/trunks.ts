import { laneShare } from '../quota.ts'

/** The trunks of a run and the lanes that they run in. */
export interface TrunkLanes {
  /** The number of trunks of the whole run. */
  readonly trunks: number
  /** The number of lanes of the whole run, at least as many. */
  readonly allLanes: number
}

/** The trunk that a lane of the whole run walks, or -1 if it walks none. Trunks are spread evenly over the lanes, and so over workers. */
export function trunkOfLane(lane: number, { trunks, allLanes }: TrunkLanes): number {
  const trunk = Math.ceil((lane * trunks) / allLanes)
  return trunk < trunks && Math.floor((trunk * allLanes) / trunks) === lane ? trunk : -1
}

/** How many of the `states` states of a rollout set are drawn from a trunk. */
export function statesOfTrunk(trunk: number, states: number, trunks: number): number {
  return trunk < 0 ? 0 : laneShare(states, trunk, trunks)
}

/** The number of a trunk's first state in the rollout set of the whole run. */
export function firstStateOfTrunk(trunk: number, states: number, trunks: number): number {
  return trunk * Math.floor(states / trunks) + Math.min(trunk, states % trunks)
}

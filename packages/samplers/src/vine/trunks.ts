import { laneShare } from '../quota.ts'

/** The trunks of a run and the lanes that they run in. */
export interface TrunkLanes {
  /** The number of trunks of the whole run. */
  readonly trunks: number
  /** The number of lanes of the whole run, at least as many. */
  readonly allLanes: number
}

/**
 * The trunk that a lane of the whole run walks, or -1 if it walks none. Trunks are spread evenly over the lanes, and so over
 * workers. Where there is room they come in pairs, since simulators that compute lanes in pairs waste half of a pair on a
 * single trunk.
 */
export function trunkOfLane(lane: number, { trunks, allLanes }: TrunkLanes): number {
  const width = allLanes >= 2 * Math.ceil(trunks / 2) ? 2 : 1
  const blocks = Math.ceil(trunks / width)
  const places = Math.floor(allLanes / width)
  const place = Math.floor(lane / width)
  const block = Math.ceil((place * blocks) / places)
  if (block >= blocks || Math.floor((block * places) / blocks) !== place) return -1
  const trunk = block * width + (lane % width)
  return trunk < trunks ? trunk : -1
}

/** How many of the `states` states of a rollout set are drawn from a trunk. */
export function statesOfTrunk(trunk: number, states: number, trunks: number): number {
  return trunk < 0 ? 0 : laneShare(states, trunk, trunks)
}

/** The number of a trunk's first state in the rollout set of the whole run. */
export function firstStateOfTrunk(trunk: number, states: number, trunks: number): number {
  return trunk * Math.floor(states / trunks) + Math.min(trunk, states % trunks)
}

import type { ObservationArray } from '@trpo/math'
import type { RandomStream } from '@trpo/random'
import type { Lanes } from '../lanes.ts'
import { observationArray } from '../observation-array.ts'
import { namesOf } from '../reported-scalar.ts'
import { spaceSize } from '../spaces.ts'
import type { PlaySettings } from './check.ts'
import type { Frame } from './frame.ts'
import { type Draws, drawsOf } from './play.ts'

/** Which lanes step at tick n, and what else happens around a step. */
export interface LanesPlan {
  /** The draws of lane i are those of `players[i]`, so that a player can sit in any lane. */
  readonly players: readonly number[]
  /**
   * Whether the lane takes part in a tick.
   * @default every lane does
   */
  readonly takesPart?: (lane: number, tick: number) => boolean
  /** Called with the arrays before and after each step. */
  readonly around?: (phase: 'before' | 'after', arrays: LaneArrays) => void
}

/** The arrays of a step. */
export interface LaneArrays {
  readonly active: Uint8Array
  readonly actions: Float64Array
  readonly rewards: Float64Array
  readonly terminated: Uint8Array
  readonly truncated: Uint8Array
  readonly observations: ObservationArray
}

/**
 * Plays `settings.steps` ticks on all lanes at once, as `play` does on one environment: the frames of each lane. A lane
 * that does not take part in a tick has no frame there.
 */
export function playLanes(lanes: Lanes, settings: PlaySettings, plan: LanesPlan): Frame[][] {
  const { count, spec } = lanes
  const k = spaceSize(spec.actionSpace)
  const o = spaceSize(spec.observationSpace)
  const s = namesOf(spec.info).length
  const arrays: LaneArrays = {
    active: new Uint8Array(count),
    actions: new Float64Array(count * k),
    rewards: new Float64Array(count),
    terminated: new Uint8Array(count),
    truncated: new Uint8Array(count),
    observations: observationArray(spec.observationSpace, count),
  }
  const { active, actions, rewards, terminated, truncated, observations } = arrays
  const draws: Draws[] = plan.players.map((player) => drawsOf(settings.seed, player))
  const frames: Frame[][] = draws.map(() => [])
  const episodes = new Uint32Array(count)
  const steps = new Uint32Array(count)

  const row = (lane: number): ObservationArray => observations.slice(lane * o, (lane + 1) * o)
  const reset = (lane: number): void => {
    lanes.reset(lane, draws[lane].environment(episodes[lane], 0))
    const only = new Uint8Array(count)
    only[lane] = 1
    lanes.observe(only, observations)
    frames[lane].push({ observation: row(lane), reward: 0, terminated: false, truncated: false })
  }

  for (let lane = 0; lane < count; lane++) reset(lane)
  for (let tick = 0; tick < settings.steps; tick++) {
    const randoms: RandomStream[] = []
    for (let lane = 0; lane < count; lane++) {
      active[lane] = plan.takesPart === undefined || plan.takesPart(lane, tick) ? 1 : 0
      if (active[lane] === 1) {
        steps[lane] += 1
        settings.act(
          row(lane),
          draws[lane].action(episodes[lane], steps[lane]),
          actions.subarray(lane * k, (lane + 1) * k),
        )
      }
      randoms.push(draws[lane].environment(episodes[lane], steps[lane]))
    }
    plan.around?.('before', arrays)
    lanes.step(active, actions, randoms, rewards, terminated, truncated)
    lanes.observe(active, observations)
    plan.around?.('after', arrays)
    for (let lane = 0; lane < count; lane++) {
      if (active[lane] === 0) continue
      const ends = { terminated: terminated[lane] !== 0, truncated: truncated[lane] !== 0 }
      frames[lane].push({
        observation: row(lane),
        reward: rewards[lane],
        ...ends,
        info: lanes.info?.slice(lane * s, (lane + 1) * s) ?? [],
      })
      if (!ends.terminated && !ends.truncated) continue
      episodes[lane] += 1
      steps[lane] = 0
      reset(lane)
    }
  }
  return frames
}

/** Makes lanes, runs, and disposes of them, whatever happens. */
export function withLanes<T>(createLanes: (count: number) => Lanes, count: number, run: (lanes: Lanes) => T): T {
  const lanes = createLanes(count)
  try {
    return run(lanes)
  } finally {
    lanes.dispose()
  }
}

import { type Lanes, observationArray } from '@trpo/envs'
import { randomStream } from '@trpo/random'

/** What lanes did: rewards, ends and observations of every step, one after another. */
export interface Played {
  readonly rewards: readonly number[]
  readonly terminated: readonly number[]
  readonly observations: readonly number[]
}

/** Plays some steps in all lanes, with the actions 0, 1, 2 in turn, and resets a lane whenever its episode ends. */
export function play(lanes: Lanes, steps: number, seed = 1): Played {
  const { count } = lanes
  const stream = randomStream(seed, 'play')
  const active = new Uint8Array(count).fill(1)
  const into = observationArray(lanes.spec.observationSpace, count)
  const [rewards, terminated, truncated] = [new Float64Array(count), new Uint8Array(count), new Uint8Array(count)]
  const randoms = Array.from({ length: count }, () => stream)
  const played = { rewards: [] as number[], terminated: [] as number[], observations: [] as number[] }
  for (let lane = 0; lane < count; lane++) lanes.reset(lane, stream.seek(0, lane, 0))
  for (let step = 1; step <= steps; step++) {
    const actions = Float64Array.from({ length: count }, (_, lane) => (step + lane) % 3)
    lanes.step(active, actions, randoms, rewards, terminated, truncated)
    lanes.observe(active, into)
    played.rewards.push(...rewards)
    played.terminated.push(...terminated)
    played.observations.push(...into)
    for (let lane = 0; lane < count; lane++)
      if (terminated[lane] !== 0 || truncated[lane] !== 0) lanes.reset(lane, stream.seek(0, lane, step))
  }
  return played
}

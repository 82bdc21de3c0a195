import { type Lanes, spaceSize } from '@trpo/envs'
import { type RandomStream, randomStream } from '@trpo/random'
import { ReplayError } from './errors.ts'
import type { OpenEpisode } from './open-episode.ts'

/** The lanes that episodes are replayed in. */
interface ReplayLanes {
  readonly lanes: Lanes
  /** Seed of the run that the episodes are of. */
  readonly seed: number
  /** Number of lane 0 among those of the whole run. */
  readonly firstLane: number
  /** Steps each lane takes an iteration, [count]. */
  readonly shares: readonly number[]
}

/**
 * Brings lanes into the states that open episodes left them in: each is reset with the draws of that moment, and its
 * actions are taken again with the draws of the iterations they were sampled in, from the step of the reset to the end of
 * that iteration and then all of each one after. All lanes step together; nothing is observed until the last step.
 *
 * Throws a ReplayError when an episode ends on the way or gives a number that is not finite.
 *
 * @param episodes at least 1 step each, of these lanes
 * @param returns [count]; sums of the rewards are written for the lanes of the episodes
 * @param observed [count, o]; their observations are
 * @param afterStep called after every step of the lanes
 */
export async function replayEpisodes(
  { lanes, seed, firstLane, shares }: ReplayLanes,
  episodes: readonly OpenEpisode[],
  returns: Float64Array,
  observed: Float64Array,
  afterStep: () => void | Promise<void>,
): Promise<void> {
  const { spec, count } = lanes
  const observationSize = observed.length / count
  const actionSize = spaceSize(spec.actionSpace)
  const resets = randomStream(seed, 'reset')
  const streams: RandomStream[] = Array.from({ length: count }, () => randomStream(seed, 'environment'))
  const active = new Uint8Array(count)
  const actions = new Float64Array(count * actionSize)
  const rewards = new Float64Array(count)
  const terminated = new Uint8Array(count)
  const truncated = new Uint8Array(count)
  // Where each episode stands: the iteration it is in, and the step of its lane there.
  const places = episodes.map(({ iteration, step }) => ({ iteration, step }))
  const stepsOf = (episode: OpenEpisode) => episode.actions.length / actionSize

  for (const { lane, iteration, step } of episodes) {
    lanes.reset(lane - firstLane, resets.seek(iteration, lane, step))
    returns[lane - firstLane] = 0
  }
  const longest = episodes.reduce((most, episode) => Math.max(most, stepsOf(episode)), 0)
  for (let t = 0; t < longest; t++) {
    for (const [index, episode] of episodes.entries()) {
      const lane = episode.lane - firstLane
      active[lane] = t < stepsOf(episode) ? 1 : 0
      if (active[lane] === 0) continue
      const place = places[index]
      for (let i = 0; i < actionSize; i++) actions[lane * actionSize + i] = episode.actions[t * actionSize + i]
      streams[lane].seek(place.iteration, episode.lane, place.step)
      place.step++
      if (place.step === shares[lane]) {
        place.step = 0
        place.iteration++
      }
    }
    lanes.step(active, actions, streams, rewards, terminated, truncated)
    for (const episode of episodes) {
      const lane = episode.lane - firstLane
      if (active[lane] === 0) continue
      if (terminated[lane] !== 0 || truncated[lane] !== 0)
        throw differs(spec.name, 'ended the episode', episode.lane, t)
      if (!Number.isFinite(rewards[lane])) throw differs(spec.name, `gave the reward ${rewards[lane]}`, episode.lane, t)
      returns[lane] += rewards[lane]
    }
    await afterStep()
  }

  active.fill(0)
  for (const { lane } of episodes) active[lane - firstLane] = 1
  lanes.observe(active, observed)
  for (const episode of episodes) {
    const from = (episode.lane - firstLane) * observationSize
    const bad = observed.subarray(from, from + observationSize).findIndex((value) => !Number.isFinite(value))
    if (bad >= 0)
      throw differs(
        spec.name,
        `gave an observation whose entry ${bad} is ${observed[from + bad]}`,
        episode.lane,
        stepsOf(episode) - 1,
      )
  }
}

function differs(environment: string, what: string, lane: number, step: number): ReplayError {
  return new ReplayError(
    `${environment} ${what} at step ${step} when the actions of the open episode of lane ${lane} were taken again, and did not when they were sampled: the environment is not deterministic, or differs from the one that sampled; it must take all its randomness from what reset and step are given, and keep nothing over a reset`,
    lane,
    step,
  )
}

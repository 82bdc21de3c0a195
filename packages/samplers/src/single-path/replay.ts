import type { Lanes, ObservationArray } from '@trpo/envs'
import type { RandomStream } from '@trpo/random'
import { ReplayError } from '../errors/replay-error.ts'
import { firstDifference, type OpenEpisode } from '../open-episode.ts'
import type { LanePlan } from '../plans/lane-plan.ts'
import type { InfoSums } from './info-sums.ts'

/** The lanes that episodes are replayed in. */
interface ReplayLanes {
  readonly lanes: Lanes
  /** The random stream of a purpose, under the seed of the run that the episodes are of. */
  readonly streamOf: (purpose: string) => RandomStream
  /** Numbers of an action. */
  readonly actionSize: number
  /** Number of lane 0 among those of the whole run. */
  readonly firstLane: number
  /** Says how many steps each lane takes in an iteration. */
  readonly plan: Pick<LanePlan, 'stepsAnIteration'>
  /** Adds up what the steps report. */
  readonly info: InfoSums | undefined
}

/**
 * Brings lanes into the states that open episodes left them in: each is reset with the draws of that moment, and its
 * actions are taken again with the draws of the iterations they were sampled in, from the step of the reset to the end of
 * that iteration and then all of each one after. All lanes step together; nothing is observed until the last step.
 *
 * Throws a ReplayError when an episode ends on the way, or comes to another return or observation than it had.
 *
 * @param episodes at least 1 step each, of these lanes
 * @param returns [count]; sums of the rewards are written for the lanes of the episodes
 * @param observed [count, o]; their observations are
 * @param afterStep called after every step of the lanes
 */
export async function replayEpisodes(
  { lanes, streamOf, actionSize, firstLane, plan, info }: ReplayLanes,
  episodes: readonly OpenEpisode[],
  returns: Float64Array,
  observed: ObservationArray,
  afterStep: () => void | Promise<void>,
): Promise<void> {
  const { spec, count } = lanes
  const observationSize = observed.length / count
  const resets = streamOf('reset')
  const streams = Array.from({ length: count }, () => streamOf('environment'))
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
    info?.reset(lane - firstLane)
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
      if (place.step === plan.stepsAnIteration(episode.lane)) {
        place.step = 0
        place.iteration++
      }
    }
    const stepping = lanes.step(active, actions, streams, rewards, terminated, truncated)
    if (stepping !== undefined) await stepping
    info?.addReplayed(active)
    for (const episode of episodes) {
      const lane = episode.lane - firstLane
      if (active[lane] === 0) continue
      if (terminated[lane] !== 0 || truncated[lane] !== 0)
        throw differs(spec.name, episode.lane, t, 'ended the episode', 'did not')
      if (!Number.isFinite(rewards[lane]))
        throw differs(spec.name, episode.lane, t, `gave the reward ${rewards[lane]}`, 'a finite one')
      returns[lane] += rewards[lane]
    }
    await afterStep()
  }

  active.fill(0)
  for (const { lane } of episodes) active[lane - firstLane] = 1
  lanes.observe(active, observed)
  for (const episode of episodes) {
    const own = episode.lane - firstLane
    const refuse = (found: string, expected: string) =>
      differs(spec.name, episode.lane, stepsOf(episode) - 1, found, expected)
    if (!Object.is(returns[own], episode.return))
      throw refuse(`had given the return ${returns[own]}`, `${episode.return}`)
    const seen = observed.subarray(own * observationSize, (own + 1) * observationSize)
    const at = firstDifference(seen, episode.observation)
    if (at !== undefined)
      throw refuse(`gave an observation whose entry ${at} is ${seen[at]}`, `${episode.observation[at]}`)
  }
}

function differs(environment: string, lane: number, step: number, found: string, expected: string): ReplayError {
  return new ReplayError(
    `${environment} ${found} at step ${step} when the actions of the open episode of lane ${lane} were replayed, and ${expected} when they were sampled; the environment must be the one that sampled, draw only from what reset and step are given, and keep nothing over a reset`,
    lane,
    step,
  )
}

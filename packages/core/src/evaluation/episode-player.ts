import type { Lanes } from '@trpo/envs'
import type { Policy, PolicyModel } from '@trpo/policies'
import { type PlayedEpisode, playEpisodes } from '@trpo/samplers'
import type { PlayRequest } from '../shard/play-request.ts'

/** Episodes of an evaluation of a whole policy. */
export interface PolicyRequest extends Omit<PlayRequest, 'policy'> {
  readonly policy: Policy
}

/** Plays episodes of an evaluation. */
export interface EpisodePlayer {
  /** Plays the episodes first .. last of an evaluation, whose bits depend on the request alone. Rejects as `playEpisodes` does. */
  play(request: PlayRequest): Promise<readonly PlayedEpisode[]>
  /** Releases the environments. */
  dispose(): void
}

/** The most lanes of an evaluation: more would wait for the last episodes. */
const MOST_LANES = 32

/**
 * Plays episodes of a model's policies in this thread.
 *
 * @param createLanes makes environments, at the first request
 */
export function episodePlayer(model: PolicyModel, createLanes: (count: number) => Lanes): EpisodePlayer {
  const player = policyPlayer(createLanes)
  return {
    ...player,
    play({ policy: { theta, normalizer }, ...request }) {
      return player.play({ ...request, policy: { ...model, theta, normalizer } })
    },
  }
}

/** The same for policies of any model. */
export function policyPlayer(createLanes: (count: number) => Lanes) {
  let lanes: Lanes | undefined
  return {
    play({ policy, fittedBy, ...request }: PolicyRequest): Promise<readonly PlayedEpisode[]> {
      lanes ??= createLanes(Math.min(request.last - request.first, MOST_LANES))
      const fitted = fittedBy === 'lanes' ? { ...policy, actions: undefined } : policy
      return playEpisodes({ ...request, policy: fitted, lanes })
    },
    dispose: (): void => lanes?.dispose(),
  }
}

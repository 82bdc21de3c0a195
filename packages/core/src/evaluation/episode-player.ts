import type { Lanes } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import { type PlayedEpisode, playEpisodes } from '@trpo/samplers'
import type { PlayRequest } from '../shard/play-request.ts'

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
  let lanes: Lanes | undefined
  return {
    play({ policy, fittedBy, ...request }) {
      lanes ??= createLanes(Math.min(request.last - request.first, MOST_LANES))
      const actions = fittedBy === 'lanes' ? undefined : model.actions
      const { theta, normalizer } = policy
      return playEpisodes({ ...request, policy: { ...model, actions, theta, normalizer }, lanes })
    },
    dispose: () => lanes?.dispose(),
  }
}

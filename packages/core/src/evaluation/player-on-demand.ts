import type { Lanes } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import type { PlayedEpisode } from '@trpo/samplers'
import type { EpisodePlayer, PlayRequest } from './episode-player.ts'

/** `EpisodePlayer`, as far as there is one yet. */
interface PlayerOnDemand extends Pick<EpisodePlayer, 'play'> {
  /** Releases the environments, if any were made. */
  dispose(): Promise<void>
}

/** `episodePlayer`, whose code is loaded by the first request: most shards are never asked. */
export function playerOnDemand(model: PolicyModel, createLanes: (count: number) => Lanes): PlayerOnDemand {
  let player: Promise<EpisodePlayer> | undefined
  return {
    async play(request: PlayRequest): Promise<readonly PlayedEpisode[]> {
      player ??= import('./episode-player.ts').then(({ episodePlayer }) => episodePlayer(model, createLanes))
      return (await player).play(request)
    },
    async dispose() {
      const made = await player
      made?.dispose()
    },
  }
}

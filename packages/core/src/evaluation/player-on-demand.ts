import type { Lanes } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import type { EpisodePlayer, PlayRequest } from './episode-player.ts'

/** `episodePlayer`, whose code is loaded by the first request: most shards are never asked. */
export function playerOnDemand(model: PolicyModel, createLanes: (count: number) => Lanes) {
  let player: Promise<EpisodePlayer> | undefined
  return {
    async play(request: PlayRequest) {
      player ??= import('./episode-player.ts').then(({ episodePlayer }) => episodePlayer(model, createLanes))
      return (await player).play(request)
    },
    async dispose() {
      const made = await player
      made?.dispose()
    },
  }
}

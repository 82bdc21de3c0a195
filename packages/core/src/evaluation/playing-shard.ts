import type { Lanes } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import type { Shard } from '../shard/shard.ts'
import { episodePlayer } from './episode-player.ts'

/**
 * A shard in this thread that also plays episodes of evaluations.
 *
 * @param model the model of the policy that the shard samples with
 * @param createLanes makes environments for the episodes, at the first request; the shard disposes of them
 */
export function playingShard(shard: Shard, model: PolicyModel, createLanes: (count: number) => Lanes): Shard {
  const player = episodePlayer(model, createLanes)
  return {
    passes: shard.passes,
    identity: shard.identity,
    collect: (request) => shard.collect(request),
    run: (pass, args) => shard.run(pass, args),
    play: player.play,
    dispose() {
      player.dispose()
      return shard.dispose()
    },
  }
}

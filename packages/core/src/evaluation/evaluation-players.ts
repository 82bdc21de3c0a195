import type { Lanes } from '@trpo/envs'
import type { MaybePromise } from '@trpo/linalg'
import type { Policy } from '@trpo/policies'
import type { ActionChoice, PlayedEpisode } from '@trpo/samplers'
import type { PlayRequest } from '../shard/play-request.ts'
import type { Shard } from '../shard/shard.ts'
import { type PolicyRequest, policyPlayer } from './episode-player.ts'

/** A policy that is evaluated, and how its actions are chosen. */
interface AskedEvaluation {
  readonly policy: Policy
  /** How its actions are chosen. */
  readonly choice: ActionChoice
}

/** Those who play the episodes of evaluations. */
export interface EvaluationPlayers {
  /**
   * The episodes of each evaluation, in order. Every player plays its part of each, and all play at the same time. When some
   * fail, the first reason is thrown after all have ended.
   */
  play(
    asked: readonly AskedEvaluation[],
    common: Omit<PlayRequest, 'policy' | 'choice' | 'first' | 'last'>,
  ): Promise<readonly (readonly PlayedEpisode[])[]>
  /** Releases what was made here; shards are their owner's. */
  dispose(): void
}

/** Who plays, and how many episodes. */
interface PlayersSettings {
  readonly createLanes: (count: number) => Lanes
  readonly episodes: number
  readonly shards?: readonly Pick<Shard, 'play'>[] | undefined
}

type Play = (request: PolicyRequest) => MaybePromise<readonly PlayedEpisode[]>

/** The shards where all of them can play, and this thread otherwise, on lanes that are made at the first evaluation. */
export function evaluationPlayers({ createLanes, episodes, shards = [] }: PlayersSettings): EvaluationPlayers {
  const own = policyPlayer(createLanes)
  const able = shards.flatMap(playOf)
  const players = able.length > 0 && able.length === shards.length ? able : [own.play]
  return {
    async play(asked, common) {
      const ends = await Promise.allSettled(
        players.map(async (play, index) => {
          const first = Math.floor((index * episodes) / players.length)
          const last = Math.floor(((index + 1) * episodes) / players.length)
          const played: (readonly PlayedEpisode[])[] = []
          // One evaluation after the other: a player has one set of environments.
          for (const { policy, choice } of asked)
            played.push(first < last ? await play({ ...common, policy, choice, first, last }) : [])
          return played
        }),
      )
      // All have ended: a player that was still at work would be in the way of what comes next.
      const parts = ends.map((end) => {
        if (end.status === 'rejected') throw end.reason
        return end.value
      })
      return asked.map((_, i) => parts.flatMap((played) => played[i]))
    },
    dispose: () => own.dispose(),
  }
}

function playOf(shard: Pick<Shard, 'play'>): readonly Play[] {
  const { play } = shard
  if (play === undefined) return []
  // A shard has the model itself, and functions do not go to other threads.
  return [
    ({ policy: { theta, normalizer }, ...request }) => play.call(shard, { ...request, policy: { theta, normalizer } }),
  ]
}

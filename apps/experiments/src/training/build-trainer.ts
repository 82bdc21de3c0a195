import { createTrainer, type Shard, type Trainer, trustRegionUpdate, type WorkerReplacement } from '@trpo/core'
import { nodeWorkerShards } from '@trpo/core/node'
import type { PolicyModel } from '@trpo/policies'
import { ALL_GROUPS, LANE_GROUPS } from '@trpo/samplers'
import type { Config } from '../config/schema.ts'
import type { LoadedEnvironment } from '../environments/load-environment.ts'
import { asConfig, buildParts, buildShard } from './build-shard.ts'
import type { Pulse } from './pulse.ts'
import { pulsingShard } from './pulsing-shard.ts'
import type { ShardConfig } from './shard-module.ts'
import { watchedShard } from './watched-shard.ts'

/** A trainer and the policy it trains. */
export interface BuiltTrainer {
  readonly model: PolicyModel
  readonly trainer: Trainer
  /** Threads that its shards live in; 1 when that is this one. */
  readonly workers: number
  /** Settles when every worker has built its shard. Rejects with an InputError when one cannot. */
  ready(): Promise<void>
}

/** Where the shards of a run live. */
export interface Hosting {
  /** How many workers at most; 1 for none, in this thread. No part of the experiment: any number gives the same bits. */
  readonly workers: number
  /** The folder that the path of an environment's module is relative to. */
  readonly startedIn: string
  /** Hears of every worker that died and is replaced. */
  readonly onReplaced: (replacement: WorkerReplacement) => void
}

/**
 * The trainer that a config describes. Throws an InputError when its settings do not go together.
 *
 * @param pulse called often: before every call of a shard, while it samples, and while a worker is waited for
 * @param hosting in this thread unless given
 */
export function buildTrainer(
  config: Config,
  environment: LoadedEnvironment,
  pulse: Pulse,
  hosting?: Hosting,
): BuiltTrainer {
  const { seed, algorithm, sampling } = config
  const parts = buildParts(config, environment.spec)
  const update = asConfig(() => trustRegionUpdate(algorithm))
  const inThisThread = () => buildShard(config, environment, ALL_GROUPS, parts)
  const { shards, ready } = host(config, inThisThread, pulse, hosting)
  const trainer = createTrainer({
    ...parts,
    seed,
    shards: shards.map((shard) => pulsingShard(shard, pulse)),
    update,
    episodes: sampling.episodes,
    standardizeAdvantages: algorithm.standardizeAdvantages,
    normalizeObservations: config.policy.normalizeObservations,
    clock: () => performance.now(),
  })
  return {
    model: parts.model,
    workers: shards.length,
    ready,
    trainer: {
      ...trainer,
      async step(state, progress) {
        await pulse('sample', 0)
        return trainer.step(state, async (steps) => {
          await pulse('sample', steps)
          await progress?.(steps)
        })
      },
    },
  }
}

function host(
  config: Config,
  inThisThread: () => Shard,
  pulse: Pulse,
  hosting: Hosting | undefined,
): { readonly shards: readonly Shard[]; readonly ready: () => Promise<void> } {
  const { lanes } = config.sampling
  // One worker would only add the way to it.
  if (hosting === undefined || Math.min(hosting.workers, lanes, LANE_GROUPS) === 1)
    return { shards: [inThisThread()], ready: async () => {} }
  const { workers, startedIn, onReplaced } = hosting
  const module = new URL('./shard-module.ts', import.meta.url)
  const shards = nodeWorkerShards<ShardConfig>({ module, config: { config, startedIn }, lanes, workers, onReplaced })
  const watched = shards.map((shard) => watchedShard(shard, pulse))
  return {
    shards: watched,
    async ready() {
      await Promise.all(watched.map((shard) => shard.ready()))
    },
  }
}

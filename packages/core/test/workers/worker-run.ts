import type { Shard, WorkerReplacement, WorkerShard } from '@trpo/core'
import { workerShards } from '@trpo/core/workers'
import { LANE_GROUPS } from '@trpo/samplers'
import type { channelSpawn } from './channel.ts'
import { createEnvironment, model, SMALL, type SmallRun, smallShard, trained } from './small-run.ts'

export const createShard = smallShard(createEnvironment)

export const inProcess = async (config: SmallRun) =>
  trained([await createShard(config, { first: 0, last: LANE_GROUPS })], config)

export const request = { iteration: 0, policy: { theta: new Float64Array(model.network.parameterCount) }, open: [] }

/** What a shard that samples nothing says. */
export const NOTHING = { steps: 0, episodes: [], open: [] }

export const workersOf = (
  { spawn }: Pick<ReturnType<typeof channelSpawn>, 'spawn'>,
  workers: number,
  onReplaced?: (replacement: WorkerReplacement) => void,
  config: SmallRun = SMALL,
): readonly WorkerShard[] => workerShards({ config, lanes: config.lanes, workers, spawn, onReplaced })

/** A shard whose every call does `work`. */
export function shardThat(work: (...args: readonly unknown[]) => never): Shard {
  const call = async (...args: readonly unknown[]) => work(...args)
  return { passes: [], identity: {}, collect: call, run: call, dispose: () => {} }
}

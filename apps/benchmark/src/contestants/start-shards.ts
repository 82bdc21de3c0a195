import type { WorkerShard } from '@trpo/core'
import { nodeWorkerShards } from '@trpo/core/node'
import type { ShardConfig } from './shard-module.ts'
import { SYNTHETIC_LANES } from './synthetic.ts'

/**
 * Shards in worker threads, built and ready. A worker that dies ends the measurement here, because the repeated work of
 * its replacement would be timed.
 */
export async function startShards(config: ShardConfig, workers: number): Promise<readonly WorkerShard[]> {
  const shards = nodeWorkerShards({
    module: new URL('./shard-module.ts', import.meta.url),
    config,
    lanes: config.kind === 'rows' ? SYNTHETIC_LANES : config.lanes,
    workers,
    onReplaced: ({ reason }) => {
      throw new Error(`a worker died while it was measured: ${reason}`)
    },
  })
  if (shards.length !== workers) throw new Error(`${workers} workers were asked for, ${shards.length} have lanes`)
  await Promise.all(shards.map((shard) => shard.passes))
  return shards
}

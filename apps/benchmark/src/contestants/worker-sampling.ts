import { shardsAsOne } from '@trpo/core'
import { randomStream } from '@trpo/random'
import { rate } from '../measure/clock.ts'
import { digest } from './digest.ts'
import type { Prepared } from './prepared.ts'
import { EPISODES_SEED, type EpisodesConfig, partsOf } from './shard-module.ts'
import { startShards } from './start-shards.ts'
import type { TaskOf } from './task.ts'

/** Whole batches of shards in worker threads, in steps a second. A batch ends when the last worker is done. */
export async function workerSampling(task: TaskOf<'workerSampling'>): Promise<Prepared> {
  const { kind: _, workers, lanes, steps, ...simulated } = task
  const config: EpisodesConfig = { kind: 'episodes', ...simulated, lanes, quota: { kind: 'steps', steps } }
  const { policy } = await partsOf(config)
  const theta = policy.network.init(randomStream(EPISODES_SEED, 'init'))
  const shards = await startShards(config, workers)
  const all = shardsAsOne(shards)
  const collect = (iteration: number) => all.collect({ iteration, policy: { theta } })
  const { episodes } = await collect(0)
  let iteration = 1
  return {
    digest: digest(Float64Array.from(episodes.flatMap(({ lane, path, steps, reward }) => [lane, path, steps, reward]))),
    measure: async (seconds) => ({
      total: await rate(seconds, async () => (await collect(iteration++)).steps),
    }),
    async dispose() {
      await Promise.all(shards.map((shard) => shard.dispose()))
    },
  }
}

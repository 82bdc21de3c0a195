import { randomStream } from '@trpo/random'
import { rate } from '../measure/clock.ts'
import { digest } from './digest.ts'
import type { Prepared } from './prepared.ts'
import { EPISODES_SEED, type EpisodesConfig, partsOf } from './shard-module.ts'
import { startShards } from './start-shards.ts'
import type { TaskOf } from './task.ts'

/** Whole batches of shards in worker threads, each of which ends when the last worker is done; steps a second. */
export async function workerSampling(task: TaskOf<'workerSampling'>): Promise<Prepared> {
  const { kind: _, workers, lanes, steps, ...simulated } = task
  const config: EpisodesConfig = { kind: 'episodes', ...simulated, lanes, quota: { kind: 'steps', steps } }
  const { model } = await partsOf(config)
  const theta = model.network.init(randomStream(EPISODES_SEED, 'init'))
  const shards = await startShards(config, workers)
  const collect = async (iteration: number) =>
    (await Promise.all(shards.map((shard) => shard.collect({ iteration, theta })))).flat()
  // The shards own consecutive lanes, in order.
  const first = await collect(0)
  let iteration = 1
  return {
    digest: digest(Float64Array.from(first.flatMap(({ lane, path, steps, reward }) => [lane, path, steps, reward]))),
    measure: async (seconds) => ({
      total: await rate(seconds, async () =>
        (await collect(iteration++)).reduce((sum, episode) => sum + episode.steps, 0),
      ),
    }),
    async dispose() {
      await Promise.all(shards.map((shard) => shard.dispose()))
    },
  }
}

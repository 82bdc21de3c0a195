import { createTrainer } from '@trpo/core'
import { nodeWorkerTasks } from '@trpo/core/node'
import { meanTimes } from '../measure/clock.ts'
import { digest } from './digest.ts'
import type { Prepared } from './prepared.ts'
import { type EpisodesConfig, partsOf } from './shard-module.ts'
import { startShards } from './start-shards.ts'
import type { TaskOf } from './task.ts'

/** A whole iteration on a robot through shards in worker threads, in seconds. */
export async function workerIteration(task: TaskOf<'workerIteration'>): Promise<Prepared> {
  const { kind: _, workers, paths, ...given } = task
  const config: EpisodesConfig = { kind: 'episodes', ...given, quota: { kind: 'paths', paths } }
  const trainer = createTrainer(await partsOf(config), await startShards(config, workers), {
    clock: () => performance.now(),
    // As in training: beside the update of the policy where there are several threads.
    ...(workers > 1 && { tasks: nodeWorkerTasks() }),
  })
  const state = trainer.init()
  const [{ theta }] = await trainer.step(state)
  return {
    digest: digest(theta),
    measure: (seconds) =>
      meanTimes(seconds, async () => {
        // It is always the first iteration, so every repeat is the same work, to the bit.
        const [, { timings }] = await trainer.step(state)
        const { total, ...parts } = timings
        return { total, ...parts }
      }),
    dispose: () => trainer.dispose(),
  }
}

import { createTrainer } from '@trpo/core'
import { ALL_GROUPS } from '@trpo/samplers'
import { meanTimes } from '../measure/clock.ts'
import type { Measure } from '../measure/contestant.ts'
import { createShard, type EpisodesConfig, partsOf } from './shard-module.ts'
import type { TaskOf } from './task.ts'

/** A whole iteration of a robot with a value network, all in one thread, in seconds. */
export async function criticIteration(task: TaskOf<'criticIteration'>): Promise<Measure> {
  const { kind: _, steps, ...given } = task
  const config: EpisodesConfig = { kind: 'episodes', ...given, quota: { kind: 'steps', steps } }
  const trainer = createTrainer(await partsOf(config), [await createShard(config, ALL_GROUPS)], {
    clock: () => performance.now(),
  })
  const state = trainer.init()
  return (seconds) =>
    meanTimes(seconds, async () => {
      // It is always the first iteration, so every repeat is the same work, to the bit.
      const [, { timings }] = await trainer.step(state)
      const { total, ...parts } = timings
      return { total, ...parts }
    })
}

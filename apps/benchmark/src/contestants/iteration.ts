import { createLocalTrainer, timeDependentBaseline } from '@trpo/core'
import { loadMujoco, paperSwimmerLanes, paperSwimmerTask } from '@trpo/envs/mujoco'
import { gaussianMlp } from '@trpo/policies'
import { meanTimes } from '../measure/clock.ts'
import type { Measure } from '../measure/contestant.ts'
import { findNetwork } from '../networks.ts'
import { LANES } from './simulation.ts'
import type { TaskOf } from './task.ts'

/** A whole iteration of `paper/swimmer` with Table 2's network, seconds. */
export async function iteration({ network, paths }: TaskOf<'iteration'>): Promise<Measure> {
  const mujoco = await loadMujoco()
  const trainer = createLocalTrainer({
    seed: 1,
    model: gaussianMlp({
      observationSize: 9,
      actionSize: 2,
      hidden: [30],
      buildNetwork: await findNetwork(network),
    }),
    createLanes: (count) => paperSwimmerLanes(mujoco, count),
    lanes: Math.min(LANES, paths),
    quota: { kind: 'paths', paths },
    baseline: timeDependentBaseline(paperSwimmerTask.spec.timeLimit),
    clock: () => performance.now(),
  })
  const state = trainer.init()
  return (seconds) =>
    meanTimes(seconds, async () => {
      // Always the first iteration: every repeat is the same work, to the bit.
      const [, { timings }] = await trainer.step(state)
      const { total, ...parts } = timings
      return { total, ...parts }
    })
}

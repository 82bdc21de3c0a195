import { createLocalTrainer, timeDependentBaseline } from '@trpo/core'
import { paperSwimmerTask } from '@trpo/envs/mujoco'
import { gaussianMlp } from '@trpo/policies'
import { meanTimes } from '../measure/clock.ts'
import type { Measure } from '../measure/contestant.ts'
import { findNetwork } from '../networks.ts'
import { lanesOn } from './engines.ts'
import type { TaskOf } from './task.ts'

/** Lanes of the preset. */
const LANES = 50

/** A whole iteration of `paper/swimmer` with Table 2's network, in seconds. */
export async function iteration({ physics, network, paths }: TaskOf<'iteration'>): Promise<Measure> {
  const createLanes = await lanesOn(physics)
  const trainer = createLocalTrainer({
    seed: 1,
    model: gaussianMlp({
      observationSize: 9,
      actionSize: 2,
      hidden: [30],
      buildNetwork: await findNetwork(network),
    }),
    createLanes: (count) => createLanes(paperSwimmerTask, count),
    lanes: Math.min(LANES, paths),
    quota: { kind: 'paths', paths },
    baseline: timeDependentBaseline(paperSwimmerTask.spec.timeLimit),
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

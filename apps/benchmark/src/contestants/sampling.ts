import { spaceSize } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { singlePathSampler } from '@trpo/samplers'
import { rate } from '../measure/clock.ts'
import type { Measure } from '../measure/contestant.ts'
import { findNetwork } from '../networks.ts'
import { createLanes } from './simulation.ts'
import type { TaskOf } from './task.ts'

/** The sampler: policy, draws, simulation, storage; steps a second. */
export async function sampling({ simulator, hidden, network, steps }: TaskOf<'sampling'>): Promise<Measure> {
  const lanes = await createLanes(simulator)
  const model = gaussianMlp({
    observationSize: spaceSize(lanes.spec.observationSpace),
    actionSize: spaceSize(lanes.spec.actionSpace),
    hidden,
    buildNetwork: await findNetwork(network),
  })
  const theta = model.network.init(randomStream(1, 'init'))
  const quota = { kind: 'steps', steps } as const
  const sampler = singlePathSampler({ model, quota, seed: 1, lanes })
  let iteration = 0
  return async (seconds) => ({
    total: await rate(seconds, async () => (await sampler.collect({ theta }, iteration++)).rows),
  })
}

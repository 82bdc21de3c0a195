import { type Lanes, spaceSize } from '@trpo/envs'
import { gaussianMlp, type PolicyModel } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { ALL_GROUPS, singlePath } from '@trpo/samplers'
import { rate } from '../measure/clock.ts'
import type { Measure } from '../measure/contestant.ts'
import { findNetwork } from '../networks.ts'
import { createLanes } from './simulation.ts'
import type { TaskOf } from './task.ts'

/** An untrained Gaussian policy for some lanes. */
export async function policyFor(
  { spec }: Lanes,
  hidden: readonly number[],
  network: TaskOf<'sampling'>['network'],
): Promise<PolicyModel> {
  return gaussianMlp({
    observationSize: spaceSize(spec.observationSpace),
    actionSize: spaceSize(spec.actionSpace),
    hidden,
    buildNetwork: await findNetwork(network),
  })
}

/** The sampler with policy, draws, simulation and storage, in steps a second. */
export async function sampling({ simulator, hidden, network, steps }: TaskOf<'sampling'>): Promise<Measure> {
  const lanes = await createLanes(simulator)
  const policy = await policyFor(lanes, hidden, network)
  const theta = policy.network.init(randomStream(1, 'init'))
  const quota = { kind: 'steps', steps } as const
  const sampler = singlePath({ quota, lanes: lanes.count }).create({ policy, seed: 1 }, lanes, ALL_GROUPS)
  let iteration = 0
  return async (seconds) => ({
    total: await rate(
      seconds,
      async () => (await sampler.collect({ iteration: iteration++, policy: { theta } })).steps,
    ),
  })
}

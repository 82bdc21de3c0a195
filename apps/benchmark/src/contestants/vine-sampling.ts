import { isRestorableLanes } from '@trpo/envs'
import { randomStream } from '@trpo/random'
import { ALL_GROUPS, policyActions, vine } from '@trpo/samplers'
import { rate } from '../measure/clock.ts'
import type { Measure } from '../measure/contestant.ts'
import { policyFor } from './sampling.ts'
import { createLanes } from './simulation.ts'
import type { TaskOf } from './task.ts'

/** The vine of Table 2, snapshots included: trunks, a rollout set and 4 rollouts a state, in steps a second of both. */
export async function vineSampling({
  simulator,
  hidden,
  network,
  trunkSteps,
  states,
  branchSteps,
}: TaskOf<'vineSampling'>): Promise<Measure> {
  const lanes = await createLanes(simulator)
  if (!isRestorableLanes(lanes)) throw new Error(`${lanes.spec.name} cannot go back to earlier states`)
  const policy = await policyFor(lanes, hidden, network)
  const theta = policy.network.init(randomStream(1, 'init'))
  const procedure = vine({
    lanes: lanes.count,
    trunks: 16,
    trunkSteps,
    states,
    branchSteps,
    proposal: policyActions(4),
  })
  const sampler = procedure.create({ policy, seed: 1 }, lanes, ALL_GROUPS)
  let iteration = 0
  return async (seconds) => ({
    total: await rate(
      seconds,
      async () => (await sampler.collect({ iteration: iteration++, policy: { theta } })).steps,
    ),
  })
}

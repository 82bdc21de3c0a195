import { cartPole, type Lanes, lanesOf, spaceSize } from '@trpo/envs'
import { loadMujoco, swimmerV5Lanes } from '@trpo/envs/mujoco'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { singlePathSampler } from '@trpo/samplers'
import { rate } from '../measure/clock.ts'
import type { Contestant, Suite } from '../measure/contestant.ts'
import { findNetwork, type NamedBuilder } from '../networks.ts'
import type { Settings } from '../settings.ts'
import { cartPoleContestant, LANES, rawContestant } from './simulators.ts'

/** Sampling whole batches, beside the simulation that it cannot do without. */
export async function samplingSuite(settings: Settings): Promise<Suite> {
  const networks = await Promise.all(settings.networks.map(findNetwork))
  const swimmers: Contestant[] = []
  const cartPoles: Contestant[] = []
  for (const network of networks) {
    const lanes = swimmerV5Lanes(await loadMujoco(), LANES)
    swimmers.push(samplingContestant('ours', lanes, [30], network, settings))
    const poles = lanesOf(() => cartPole(), LANES)
    cartPoles.push(samplingContestant('cart-pole-sampling', poles, [], network, settings))
  }
  return {
    name: 'sampling',
    title: `Sampling ${settings.steps.toLocaleString('en-US')} steps: policy, draws, simulation and storage`,
    unit: 'steps/s',
    contestants: [...swimmers, await rawContestant(), ...cartPoles, cartPoleContestant()],
    comparisons: [
      ...swimmers.map(({ id }) => ({ of: id, to: 'raw' })),
      ...cartPoles.map(({ id }) => ({ of: id, to: 'cart-pole' })),
      ...[swimmers, cartPoles].flatMap(([first, ...others]) => others.map(({ id }) => ({ of: first.id, to: id }))),
    ],
    notes: [],
  }
}

function samplingContestant(
  id: string,
  lanes: Lanes,
  hidden: readonly number[],
  network: NamedBuilder,
  settings: Settings,
): Contestant {
  const { spec } = lanes
  const observationSize = spaceSize(spec.observationSpace)
  const actionSize = spaceSize(spec.actionSpace)
  const model = gaussianMlp({ observationSize, actionSize, hidden, buildNetwork: network.build })
  const theta = model.network.init(randomStream(1, 'init'))
  const quota = { kind: 'steps', steps: settings.steps } as const
  const sampler = singlePathSampler({ model, quota, seed: 1, lanes, firstLane: 0, allLanes: lanes.count })
  let iteration = 0
  return {
    id: `${id}-${network.name}`,
    name: `our sampler, ${spec.name}, ${[observationSize, ...hidden, actionSize].join('-')}, ${network.name}`,
    measure: async (seconds) => ({
      total: await rate(seconds, async () => (await sampler.collect({ theta }, iteration++)).rows),
    }),
    dispose: () => sampler.dispose(),
  }
}

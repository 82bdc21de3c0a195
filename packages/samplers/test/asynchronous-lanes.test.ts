import { clipActionLanes, type Lanes, lanesOf, timeLimitLanes } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { ALL_GROUPS, type OpenEpisode, singlePath } from '@trpo/samplers'
import { expect, it } from 'vitest'
import { driftEnvironment } from './environments.ts'

const policy = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [4], outputGain: 1 })
const theta = policy.network.init(randomStream(5, 'init'))

/** The same lanes, whose outputs are there a while after the call. */
function later(lanes: Lanes): Lanes {
  return {
    ...lanes,
    async step(...call) {
      await new Promise((resolve) => setImmediate(resolve))
      lanes.step(...call)
    },
  }
}

it.each([
  ['steps', { kind: 'steps', steps: 100 }],
  ['whole paths', { kind: 'paths', paths: 14 }],
] as const)('lanes that answer later give the same bits, replayed episodes included: %s', async (_name, quota) => {
  const procedure = singlePath({ quota, lanes: 12, episodes: 'continue' })
  const run = async (wrap: (lanes: Lanes) => Lanes) => {
    const batches = []
    let open: readonly OpenEpisode[] = []
    for (let iteration = 0; iteration < 3; iteration++) {
      // New lanes each time: what is open is replayed.
      const lanes = clipActionLanes(timeLimitLanes(wrap(lanesOf(() => driftEnvironment(30), 12)), 20))
      const sampler = procedure.create({ policy, seed: 1 }, lanes, ALL_GROUPS)
      const collected = await sampler.collect({ iteration, policy: { theta }, open })
      batches.push(structuredClone(collected))
      open = collected.open ?? []
      sampler.dispose()
    }
    return batches
  }
  expect(await run(later)).toEqual(await run((lanes) => lanes))
})

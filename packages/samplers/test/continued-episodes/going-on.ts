import { lanesOf } from '@trpo/envs'
import type { Network, NetworkDescription } from '@trpo/networks'
import { gaussianMlp, policyForward } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import {
  ALL_GROUPS,
  type Episodes,
  lanesOfGroups,
  type OpenEpisode,
  type PathBatch,
  type Quota,
  type Sampler,
  singlePath,
} from '@trpo/samplers'
import { driftEnvironment } from '../environments.ts'

const SEED = 11

/** What a sampler goes on with; undefined for one of fresh episodes. */
export type Open = readonly OpenEpisode[] | undefined

/** Samplers of a policy on one implementation of networks, and the lanes of the definition to compare them with. */
export function goingOn(buildNetwork: (description: NetworkDescription) => Network) {
  const model = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [4], outputGain: 1, buildNetwork })
  /** Another policy in every iteration. */
  const thetaOf = (iteration: number) => model.network.init(randomStream(5, 'init').seek(iteration, 0, 0))

  const samplerOf = (
    quota: Quota,
    allLanes: number,
    { create = () => driftEnvironment(), groups = ALL_GROUPS, episodes = 'continue' as Episodes } = {},
  ) => {
    const { first, last } = lanesOfGroups(groups, allLanes)
    const lanes = lanesOf(create, last - first)
    return singlePath({ quota, lanes: allLanes, episodes }).create({ policy: model, seed: SEED }, lanes, groups)
  }

  /** A copy that a later collect does not overwrite. */
  const collect = async (sampler: Sampler<PathBatch>, iteration: number, given: Open) => {
    const { batch, open } = await sampler.collect({ policy: { theta: thetaOf(iteration) }, iteration, open: given })
    return { batch: structuredClone(batch), open: open ?? [] }
  }

  /** Iterations of one sampler, each going on with what the one before left open. */
  const run = async (sampler: Sampler<PathBatch>, iterations: number, fresh?: 'fresh') => {
    const collected: { batch: PathBatch; open: readonly OpenEpisode[] }[] = []
    for (let iteration = 0; iteration < iterations; iteration++)
      collected.push(await collect(sampler, iteration, fresh ? undefined : (collected.at(-1)?.open ?? [])))
    return collected
  }

  /** One lane over all iterations, straight from the definition: its environment is reset when an episode has ended, and at no other time. */
  function laneAlone(lane: number, share: number, iterations: number, create = () => driftEnvironment()) {
    const environment = create()
    const reset = randomStream(SEED, 'reset')
    const noise = randomStream(SEED, 'action')
    const dynamics = randomStream(SEED, 'environment')
    const observation = new Float64Array(2)
    const action = new Float64Array(1)
    const stored = () => [...(model.network.precision === 'f32' ? Float32Array.from(observation) : observation)]
    let over = true
    let episode = { lane, iteration: 0, step: 0, actions: [] as number[] }
    let sum = 0
    return Array.from({ length: iterations }, (_, iteration) => {
      const rows = []
      const segments = []
      let from = 0
      for (let step = 0; step < share; step++) {
        if (over) {
          environment.reset(reset.seek(iteration, lane, step))
          episode = { lane, iteration, step, actions: [] }
          sum = 0
        }
        if (over || step === 0) segments.push({ start: episode.actions.length, returnBefore: sum })
        environment.observe(observation)
        const seen = stored()
        const input = model.network.precision === 'f32' ? Float32Array.from(seen) : Float64Array.from(seen)
        const mu = policyForward({ ...model, theta: thetaOf(iteration) }, input, 1).y
        model.distribution.sample(1, mu, Float64Array.of(noise.seek(iteration, lane, step).normal()), action)
        const result = environment.step(action, dynamics.seek(iteration, lane, step))
        episode.actions.push(action[0])
        sum += result.reward
        rows.push({ observation: seen, action: action[0], mu: [...mu], reward: result.reward })
        over = result.terminated || result.truncated === true
        if (over || step === share - 1) {
          environment.observe(observation)
          const end = result.terminated ? 'terminated' : over ? 'truncated' : 'cut'
          Object.assign(segments[segments.length - 1], { lane, length: step + 1 - from, end, last: stored() })
          from = step + 1
        }
      }
      return {
        rows,
        segments,
        open: over
          ? []
          : [
              {
                ...episode,
                actions: Float64Array.from(episode.actions),
                observation: observation.slice(),
                return: sum,
              },
            ],
      }
    })
  }

  const rowsOf = ({ rows, observations, actions, mu, rewards }: PathBatch) =>
    Array.from({ length: rows }, (_, row) => ({
      observation: [...observations.subarray(2 * row, 2 * row + 2)],
      action: actions[row],
      mu: [...mu.subarray(2 * row, 2 * row + 2)],
      reward: rewards[row],
    }))

  return { thetaOf, samplerOf, collect, run, laneAlone, rowsOf }
}

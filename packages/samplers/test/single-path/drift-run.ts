import { lanesOf } from '@trpo/envs'
import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { gaussianMlp, policyForward } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { ALL_GROUPS, lanesOfGroups, type PathBatch, type Quota, singlePath } from '@trpo/samplers'
import { driftEnvironment } from '../environments.ts'

/** The networks that run the policy. */
export const implementations = [
  ['kernels', simdNetwork],
  ['reference', networkFromDescription],
] as const

/** A policy for the drift environment, and samplers that run it. */
export function driftRun(buildNetwork: (typeof implementations)[number][1]) {
  const model = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [4], outputGain: 1, buildNetwork })
  const theta = model.network.init(randomStream(5, 'init').seek(0, 0, 0))

  function samplerOf(quota: Quota, allLanes: number, environment = driftEnvironment, groups = ALL_GROUPS) {
    const { first, last } = lanesOfGroups(groups, allLanes)
    const lanes = lanesOf(environment, last - first)
    return singlePath({ quota, lanes: allLanes }).create({ policy: model, seed: 11 }, lanes, groups)
  }

  /** A copy that a later collect does not overwrite. */
  const copy = ({ batch }: { readonly batch: PathBatch }): PathBatch => structuredClone(batch)

  const sample = async (quota: Quota, lanes: number, iteration = 0) =>
    copy(await samplerOf(quota, lanes).collect({ policy: { theta }, iteration }))

  /** Runs one path alone, straight from the definition: reset, then policy and environment in turn. */
  function pathAlone(iteration: number, path: number) {
    const environment = driftEnvironment()
    const reset = randomStream(11, 'reset')
    const noise = randomStream(11, 'action')
    const dynamics = randomStream(11, 'environment')
    const observation = new Float64Array(2)
    const action = new Float64Array(1)
    environment.reset(reset.seek(iteration, path, 0))
    const rows = []
    for (let step = 0; ; step++) {
      environment.observe(observation)
      const input = model.network.precision === 'f32' ? Float32Array.from(observation) : observation
      const mu = policyForward({ ...model, theta }, input, 1).y
      model.distribution.sample(1, mu, Float64Array.of(noise.seek(iteration, path, step).normal()), action)
      const row = { observation: [...input], action: action[0], mu: [...mu] }
      const { reward, terminated, truncated } = environment.step(action, dynamics.seek(iteration, path, step))
      rows.push({ ...row, reward })
      if (terminated || truncated) {
        environment.observe(observation)
        return {
          rows,
          end: terminated ? 'terminated' : 'truncated',
          last: [...(model.network.precision === 'f32' ? Float32Array.from(observation) : observation)],
        }
      }
    }
  }

  return { model, theta, samplerOf, copy, sample, pathAlone }
}

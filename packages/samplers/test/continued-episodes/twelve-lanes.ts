import { type Environment, lanesOf } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { ALL_GROUPS, type Episodes, type Quota, singlePath } from '@trpo/samplers'
import { driftEnvironment } from '../environments.ts'

const SEED = 11

const model = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [] })
export const theta = model.network.init(randomStream(5, 'init').seek(0, 0, 0))
const quota: Quota = { kind: 'steps', steps: 24 }
export type Change = (inner: Environment, lane: number) => Partial<Environment>
export const samplerOf = (change: Change, episodes: Episodes = 'continue', over: Quota = quota) => {
  let made = 0
  const create = () => {
    const inner = driftEnvironment(1000)
    return { ...inner, ...change(inner, made++) }
  }
  const procedure = singlePath({ quota: over, lanes: 12, episodes })
  return procedure.create({ policy: model, seed: SEED }, lanesOf(create, 12), ALL_GROUPS)
}
export const first = async () => {
  const sampler = samplerOf(() => ({}))
  return (await sampler.collect({ policy: { theta }, iteration: 0, open: [] })).open ?? []
}

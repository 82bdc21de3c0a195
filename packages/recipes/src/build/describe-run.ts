import type { RunParts } from '@trpo/core'
import { type EnvironmentSpec, spaceSize } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import type { Config } from '../config/schema.ts'

/** A line about a run: what it is about, and what is to be said of that. */
export type RunLine = readonly [subject: 'task' | 'policy' | 'batch' | 'step' | 'note', text: string]

/** What screens say of a run before it begins, in the order to show it: each part is named by itself. */
export function describeRun(config: Config, parts: RunParts, spec: EnvironmentSpec): readonly RunLine[] {
  const { sampling, update, estimator } = parts
  const lines: readonly RunLine[] = [
    ['task', `${spec.name}: ${spaceSize(spec.observationSpace)} observations, ${actionsOf(spec)}`],
    ['policy', describeModel(parts.policy, config)],
    ['batch', `${sampling.name}: ${amountOf(config, spec)}, in ${sampling.lanes} lanes`],
    ['step', `${update.summary}, discount ${config.estimator.discount}, ${estimator.name}`],
  ]
  const { quota } = config.sampler
  const share = Math.floor(quota.perIteration / sampling.lanes)
  if (quota.unit === 'paths' || quota.episodes === 'continue' || (spec.timeLimit ?? Infinity) <= share) return lines
  return [
    ...lines,
    [
      'note',
      `a lane has ${thousands(share)} steps an iteration: longer episodes are cut, and have no return; --set sampler.quota.episodes=continue goes on with them`,
    ],
  ]
}

/** `9-30-2 tanh, diagonal-gaussian, 364 parameters` */
export function describeModel(model: PolicyModel, config: Config): string {
  const { distribution, network } = model
  const { hidden, activation } = config.policy
  const outputs =
    distribution.description.kind === 'diagonal-gaussian' ? distribution.actionSize : distribution.parameterSize
  const sizes = [network.inputSize, ...hidden, outputs].join('-')
  const units = hidden.length === 0 ? 'linear' : activation
  return `${sizes} ${units}, ${distribution.description.kind}, ${network.parameterCount} parameters`
}

function amountOf({ sampler: { quota } }: Config, { timeLimit }: EnvironmentSpec): string {
  const limit = timeLimit === undefined ? 'without a time limit' : `of at most ${thousands(timeLimit)} steps`
  const count = thousands(quota.perIteration)
  return quota.unit === 'paths' ? `${count} whole paths ${limit}` : `${count} steps, episodes ${limit}`
}

function actionsOf({ actionSpace: space }: EnvironmentSpec): string {
  if (space.kind === 'discrete') return `${space.n} actions`
  const size = spaceSize(space)
  return `${size} ${space.kind === 'box' ? 'continuous' : 'discrete'} action${size === 1 ? '' : 's'}`
}

function thousands(count: number): string {
  return count.toLocaleString('en')
}

import { type Estimator, importanceSampled, localParts, type RunParts, sampledObjective } from '@trpo/core'
import { cartPole } from '@trpo/envs'
import type { Batch, PathBatch, SingleActionBatch } from '@trpo/samplers'
import { expect, it } from 'vitest'

/** The batch of another procedure: a value for each action, and no segments. */
interface RolloutBatch extends SingleActionBatch {
  readonly values: Float64Array
}

const settings = { seed: 1, quota: { kind: 'steps', steps: 100 } } as const
const ofRollouts: Estimator<RolloutBatch> = {
  name: 'rollouts',
  passes: [],
  measures: {},
  init: () => ({}),
  estimate: async () => ({ state: {}, numbers: {} }),
}
const ofAnyBatch: Estimator<Batch> = { ...ofRollouts, passes: [] }

it('an estimator of another batch does not compile, one of any batch does', () => {
  const paths: RunParts<PathBatch> = localParts(settings, cartPole().spec)
  const refused: RunParts<PathBatch> = {
    ...paths,
    // @ts-expect-error: single path gives no values of actions.
    estimator: ofRollouts,
  }
  const taken: RunParts<PathBatch> = { ...paths, estimator: ofAnyBatch }
  expect([refused.estimator.name, taken.estimator.name]).toEqual(['rollouts', 'rollouts'])
})

it('an objective of another batch does not compile, one of any batch does', () => {
  const paths: RunParts<PathBatch> = localParts(settings, cartPole().spec)
  const ofRolloutsOnly = sampledObjective<RolloutBatch>({ form: { ...importanceSampled(), reads: [] } })
  const refused: RunParts<PathBatch> = {
    ...paths,
    // @ts-expect-error: single path gives no values of actions.
    objective: ofRolloutsOnly,
  }
  const taken: RunParts<PathBatch> = {
    ...paths,
    objective: sampledObjective<SingleActionBatch>({ form: importanceSampled() }),
  }
  expect(refused.objective.name).toBe(taken.objective.name)
})

it('the form of one action a state does not compile where several were sampled', () => {
  // @ts-expect-error: a batch may have several actions in a state.
  const objective = sampledObjective<Batch>({ form: importanceSampled() })
  expect(objective.name).toContain('importance sampled')
})

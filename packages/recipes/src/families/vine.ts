import type { RestorableLanes } from '@trpo/envs'
import type { VineBatch } from '@trpo/samplers'
import { rolloutsKind } from '../estimator/rollouts.ts'
import { everyActionKind, selfNormalisedKind } from '../objective/forms.ts'
import { everyActionVineKind } from '../sampler/every-action-vine.ts'
import { vineKind } from '../sampler/vine.ts'
import { updates } from '../update/registry.ts'
import { restorableLanes } from './restorable-lanes.ts'
import { type SampledFamily, sampledFamily } from './sampled-family.ts'

/**
 * Methods that learn from rollouts of some actions in each of some states (section 5.2, Eq 16). A new sampler, estimator or
 * form is a file of its own and a line here.
 */
export const someActionsVine: SampledFamily<VineBatch, RestorableLanes> = sampledFamily({
  samplers: [vineKind],
  estimators: [rolloutsKind],
  objectives: [selfNormalisedKind],
  updates,
  lanes: restorableLanes,
})

/** Methods that learn from rollouts of every action in each of some states (Eq 15). */
export const everyActionVine: SampledFamily<VineBatch<true>, RestorableLanes> = sampledFamily({
  samplers: [everyActionVineKind],
  estimators: [rolloutsKind],
  objectives: [everyActionKind, selfNormalisedKind],
  updates,
  lanes: restorableLanes,
})

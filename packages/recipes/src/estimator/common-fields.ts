import type { MonteCarloSettings } from '@trpo/core'
import { choice, type FieldOf, real } from '../kinds/field-schema.ts'

/** How much a state counts. */
export type StateWeighting = MonteCarloSettings['stateWeighting']

/** gamma: the same field for every estimator. */
export const discount: FieldOf<number> = real({ minimum: 0, maximum: 1 }, 'gamma, the discount of the returns.')

/** How much a state counts: the same field for every estimator. */
export const stateWeighting: FieldOf<StateWeighting> = choice(
  ['undiscounted', 'discounted'],
  'Whether a state at time t counts 1 or gamma^t in L, KL and the Fisher matrix.',
)

import { everyActionForm, importanceSampled, type Objective, selfNormalised } from '@trpo/core'
import type { PathBatch, VineBatch } from '@trpo/samplers'
import type { Kind } from '../kinds/kind.ts'
import { type SampledFormConfig, sampledForm } from './sampled-form.ts'

/** Ratio times advantage, one action a state (Eq 14). */
export const importanceSampledKind: Kind<
  SampledFormConfig<'importance-sampled'>,
  undefined,
  Objective<PathBatch>
> = sampledForm('importance-sampled', importanceSampled)

/** Q by the probabilities of all actions (Eq 15). */
export const everyActionKind: Kind<
  SampledFormConfig<'every-action'>,
  undefined,
  Objective<VineBatch<true>>
> = sampledForm('every-action', everyActionForm)

/** Q by weights pi / q that sum to 1 over the actions of a state (Eq 16). */
export const selfNormalisedKind: Kind<
  SampledFormConfig<'self-normalised'>,
  undefined,
  Objective<VineBatch>
> = sampledForm('self-normalised', selfNormalised)

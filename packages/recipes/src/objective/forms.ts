import { importanceSampled, type Objective } from '@trpo/core'
import type { PathBatch, VineBatch } from '@trpo/samplers'
import type { Kind } from '../kinds/kind.ts'
import { type SampledFormConfig, sampledForm } from './sampled-form.ts'

/** The form of Eq 14: ratio times advantage, for one action in each state. */
export const importanceSampledKind: Kind<
  SampledFormConfig<'importance-sampled'>,
  undefined,
  Promise<Objective<PathBatch>>
> = sampledForm('importance-sampled', importanceSampled)

/** The form of Eq 15: Q weighted by the probabilities of all actions. */
export const everyActionKind: Kind<
  SampledFormConfig<'every-action'>,
  undefined,
  Promise<Objective<VineBatch<true>>>
> = sampledForm('every-action', async () => (await import('../on-demand/vine.ts')).everyActionForm())

/** The form of Eq 16: Q with weights pi / q that are divided by their sum over the actions of a state. */
export const selfNormalisedKind: Kind<
  SampledFormConfig<'self-normalised'>,
  undefined,
  Promise<Objective<VineBatch>>
> = sampledForm('self-normalised', async () => (await import('../on-demand/vine.ts')).selfNormalised())

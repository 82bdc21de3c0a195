import type { SinglePathSettings } from '@trpo/samplers'
import { choice, type FieldOf, whole } from '../config/field-schema.ts'
import { type Kind, sectionSchema } from '../config/kind.ts'
import { MAX_COUNT } from '../config/ranges.ts'

/** Whole episodes. */
interface PathsQuota {
  readonly unit: 'paths'
  /** Episodes, at least one a lane. */
  readonly perIteration: number
}

/** Environment steps, however many episodes they make. */
interface StepsQuota {
  readonly unit: 'steps'
  /** Steps of all lanes together, at least one a lane. */
  readonly perIteration: number
  /** Whether an episode that the end of a batch cuts is given up or gone on with. */
  readonly episodes: 'fresh' | 'continue'
}

/** What an iteration samples. */
export type QuotaConfig = PathsQuota | StepsQuota

type QuotaSettings = Pick<SinglePathSettings, 'quota' | 'episodes'>

const perIteration: FieldOf<number> = whole(
  1,
  MAX_COUNT,
  'How many paths or steps an iteration samples, at least one a lane.',
)

const paths: Kind<PathsQuota, undefined, QuotaSettings> = {
  kind: 'paths',
  fields: { perIteration },
  defaults: { unit: 'paths', perIteration: 50 },
  build: (quota) => ({ quota: { kind: 'paths', paths: quota.perIteration } }),
}

const steps: Kind<StepsQuota, undefined, QuotaSettings> = {
  kind: 'steps',
  fields: {
    perIteration,
    episodes: choice(
      ['fresh', 'continue'],
      'What becomes of an episode that the end of a batch cuts: given up for a fresh one, or gone on with in the next iteration.',
    ),
  },
  defaults: { unit: 'steps', perIteration: 5000, episodes: 'fresh' },
  build: (quota) => ({ quota: { kind: 'steps', steps: quota.perIteration }, episodes: quota.episodes }),
}

/** The units that an iteration is measured in. */
export const quotas: readonly Kind<QuotaConfig, undefined, QuotaSettings>[] = [paths, steps]

/** What a config may say of a quota. */
export const quotaSchema: FieldOf<QuotaConfig> = sectionSchema(
  'unit',
  'What an iteration is measured in: whole episodes, or environment steps, where the end of a batch cuts the last episode of a lane.',
  quotas,
)

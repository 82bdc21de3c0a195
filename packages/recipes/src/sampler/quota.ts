import type { EnvironmentSpec } from '@trpo/envs'
import { counted } from '@trpo/math/messages'
import type { Episodes, SinglePathSettings } from '@trpo/samplers'
import { choice, type FieldOf, whole } from '../kinds/field-schema.ts'
import { type Kind, sectionSchema } from '../kinds/kind.ts'
import { MAX_COUNT } from '../kinds/ranges.ts'
import { type Amount, limitInWords, STEPS_WITHOUT_LIMIT } from './amount.ts'

/** A quota of whole episodes. */
interface PathsQuota {
  readonly unit: 'paths'
  /** The number of episodes, at least one for each lane. */
  readonly perIteration: number
}

/** A quota of environment steps, however many episodes they make. */
interface StepsQuota {
  readonly unit: 'steps'
  /** The number of steps of all lanes together, at least one for each lane. */
  readonly perIteration: number
  /** Whether an episode that the end of a batch cuts is given up or resumed. */
  readonly episodes: Episodes
}

/** What an iteration samples. */
export type QuotaConfig = PathsQuota | StepsQuota

/** The amount that an iteration samples, as a sampler takes it and as screens show it. */
interface Quota {
  readonly settings: Pick<SinglePathSettings, 'quota' | 'episodes'>
  readonly amount: Amount
  /** The note on episodes that the end of a batch cuts, for a procedure that gives them up. */
  readonly noteWhereCut?: string
}

/** The environment and the lanes that an iteration is sampled with. */
interface QuotaNeeds {
  readonly spec: EnvironmentSpec
  readonly lanes: number
}

const perIteration: FieldOf<number> = whole(
  1,
  MAX_COUNT,
  'How many paths or steps an iteration samples, at least one for each lane.',
)

const paths: Kind<PathsQuota, QuotaNeeds, Quota> = {
  kind: 'paths',
  fields: { perIteration },
  defaults: { unit: 'paths', perIteration: 50 },
  build: ({ perIteration: count }, { spec: { timeLimit } }) => ({
    settings: { quota: { kind: 'paths', paths: count } },
    amount: {
      text: `${counted(count, 'whole path')} ${limitInWords(timeLimit)}`,
      steps: count * (timeLimit ?? STEPS_WITHOUT_LIMIT),
      isExact: false,
      samples: count,
      origin: `sampler.quota.perIteration is ${count}`,
    },
  }),
}

const steps: Kind<StepsQuota, QuotaNeeds, Quota> = {
  kind: 'steps',
  fields: {
    perIteration,
    episodes: choice(
      ['fresh', 'continue', 'staggered'],
      'What becomes of an episode that the end of a batch cuts: fresh gives it up for a new one, and continue resumes it in the next iteration; staggered also shortens the first one of each lane, so that lanes are out of step.',
    ),
  },
  defaults: { unit: 'steps', perIteration: 5000, episodes: 'fresh' },
  build({ perIteration: count, episodes }, { spec: { timeLimit }, lanes }) {
    const share = Math.floor(count / lanes)
    return {
      settings: { quota: { kind: 'steps', steps: count }, episodes },
      amount: {
        text: `${counted(count, 'step')}, episodes ${limitInWords(timeLimit)}`,
        steps: count,
        isExact: true,
        samples: count,
        origin: `sampler.quota.perIteration is ${count}`,
      },
      ...((timeLimit ?? Infinity) > share && {
        noteWhereCut: `a lane has ${counted(share, 'step')} an iteration: longer episodes are cut, and have no return; --set sampler.quota.episodes=continue resumes them`,
      }),
    }
  },
}

/** The units that an iteration is measured in. */
export const quotas: readonly Kind<QuotaConfig, QuotaNeeds, Quota>[] = [paths, steps]

/** What a config may say of a quota. */
export const quotaSchema: FieldOf<QuotaConfig> = sectionSchema(
  'unit',
  'What an iteration is measured in: whole episodes, or environment steps, where the end of a batch cuts the last episode of a lane.',
  quotas,
)

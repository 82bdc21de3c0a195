import type { Evaluation } from '@trpo/blackbox/training'
import { choice, whole } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'
import { MAX_COUNT } from '../kinds/ranges.ts'
import { lanes } from '../sampler/lanes.ts'

/** Whole episodes of every candidate of a search. */
export interface CandidatesConfig extends Evaluation {
  readonly kind: 'candidates'
}

/** What plays the episodes of candidates: the sampler of a search. */
export const candidates: Kind<CandidatesConfig, undefined, Evaluation> = {
  kind: 'candidates',
  fields: {
    lanes,
    episodes: whole(
      1,
      MAX_COUNT,
      'Whole episodes of each candidate in an iteration; its fitness is their mean return.',
    ),
    draws: choice(
      ['common', 'own'],
      'common: the candidates of an iteration are compared under equal draws; own: each has draws of its own.',
    ),
  },
  defaults: { kind: 'candidates', lanes: 4, episodes: 1, draws: 'common' },
  build: ({ kind: _, ...evaluation }) => evaluation,
}

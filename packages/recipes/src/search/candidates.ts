import type { CandidateEvaluation } from '@trpo/blackbox/training'
import { choice, whole } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'
import { MAX_COUNT } from '../kinds/ranges.ts'
import { lanes } from '../sampler/lanes.ts'

/** Samples whole episodes of every candidate of a search. */
export interface CandidatesConfig extends CandidateEvaluation {
  readonly kind: 'candidates'
}

/** The sampler of a search, which plays the episodes of candidates. */
export const candidates: Kind<CandidatesConfig, undefined, CandidateEvaluation> = {
  kind: 'candidates',
  fields: {
    lanes,
    episodes: whole(
      1,
      MAX_COUNT,
      'The number of whole episodes of each candidate in an iteration; its fitness is their mean return.',
    ),
    draws: choice(
      ['common', 'own'],
      'common compares the candidates of an iteration under equal draws; own gives each candidate draws of its own.',
    ),
  },
  defaults: { kind: 'candidates', lanes: 4, episodes: 1, draws: 'common' },
  build: ({ kind: _, ...evaluation }) => evaluation,
}

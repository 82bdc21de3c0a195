import { type TrustRegionOptions, trustRegionDefaults, trustRegionUpdate, type UpdateRule } from '@trpo/core'
import { real, realOr, whole } from '../config/field-schema.ts'
import type { Kind } from '../config/kind.ts'

/** The step of appendix C. */
export interface TrustRegionConfig extends TrustRegionOptions {
  readonly kind: 'trust-region'
}

/** Conjugate gradient and a line search under a bound on the KL divergence (appendix C). */
export const trustRegion: Kind<TrustRegionConfig, undefined, UpdateRule> = {
  kind: 'trust-region',
  fields: {
    maxKl: real(
      { exclusiveMinimum: 0, maximum: 1000 },
      'delta, the bound on the KL divergence of a step, as the constraint measures it, in nats (Eq 14).',
    ),
    damping: real(
      { minimum: 0, maximum: 1000 },
      'The absolute part of c in (A + cI)x = g, what conjugate gradient solves.',
    ),
    relativeDamping: real(
      { minimum: 0, maximum: 1000 },
      "The relative part: times g'Ag / g'g, it is added to the absolute one.",
    ),
    cgIterations: whole(1, 1000, 'Fisher products that conjugate gradient takes at most (appendix C: 10).'),
    cgTolerance: real({ minimum: 0, exclusiveMaximum: 1 }, 'Conjugate gradient stops when |r| <= cgTolerance |g|.'),
    backtrackRatio: realOr(
      { exclusiveMinimum: 0, exclusiveMaximum: 1 },
      'fitted',
      'What the line search shrinks the step by after each failed trial; fitted, by what its KL divergence was.',
    ),
    maxBacktracks: whole(0, 1000, 'Trials of the line search after the full step.'),
  },
  defaults: { kind: 'trust-region', ...trustRegionDefaults },
  build: ({ kind: _, ...options }) => trustRegionUpdate(options),
}

import { type TrustRegionOptions, trustRegionDefaults, trustRegionUpdate, type UpdateRule } from '@trpo/core'
import { real, realOr, whole } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'
import { cgIterations, cgTolerance, damping } from './conjugate-gradient.ts'

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
    damping,
    relativeDamping: real(
      { minimum: 0, maximum: 1000 },
      "The relative part: times g'Ag / g'g, it is added to the absolute one.",
    ),
    cgIterations,
    cgTolerance,
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

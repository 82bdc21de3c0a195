import { type TrustRegionOptions, trustRegionDefaults, trustRegionUpdate, type UpdateRule } from '@trpo/core'
import { real } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'
import { cgIterations, cgTolerance, damping } from './conjugate-gradient.ts'
import { backtrackRatio, maxBacktracks, maxKl } from './line-search.ts'

/** The step of appendix C. */
export interface TrustRegionConfig extends TrustRegionOptions {
  readonly kind: 'trust-region'
}

/** Conjugate gradient and a line search under a bound on the KL divergence (appendix C). */
export const trustRegion: Kind<TrustRegionConfig, unknown, UpdateRule> = {
  kind: 'trust-region',
  fields: {
    maxKl,
    damping,
    relativeDamping: real(
      { minimum: 0, maximum: 1000 },
      "The relative part of the damping: c = damping + relativeDamping g'Ag / g'g.",
    ),
    cgIterations,
    cgTolerance,
    backtrackRatio,
    maxBacktracks,
  },
  defaults: { kind: 'trust-region', ...trustRegionDefaults },
  build: ({ kind: _, ...options }) => trustRegionUpdate(options),
}

import { type TrustRegionOptions, trustRegionDefaults, trustRegionUpdate, type UpdateRule } from '@trpo/core'
import { z } from 'zod'
import type { Kind } from '../config/kind.ts'

/** The step of appendix C. */
export interface TrustRegionConfig extends TrustRegionOptions {
  readonly kind: 'trust-region'
}

/** Conjugate gradient and a line search under a bound on the KL divergence (appendix C). */
export const trustRegion: Kind<TrustRegionConfig, undefined, UpdateRule> = {
  kind: 'trust-region',
  fields: {
    maxKl: z
      .number()
      .gt(0)
      .max(1000)
      .describe('delta, the bound on the mean KL divergence of a step, in nats (Eq 14).'),
    damping: z.number().min(0).max(1000).describe('c in (A + cI)x = g, what conjugate gradient solves.'),
    cgIterations: z
      .int()
      .min(1)
      .max(1000)
      .describe('Fisher products that conjugate gradient takes at most (appendix C: 10).'),
    cgTolerance: z.number().min(0).lt(1).describe('Conjugate gradient stops when |r| <= cgTolerance |g|.'),
    backtrackRatio: z
      .number()
      .gt(0)
      .lt(1)
      .describe('What the line search shrinks the step by after each failed trial.'),
    maxBacktracks: z.int().min(0).max(1000).describe('Trials of the line search after the full step.'),
  },
  defaults: { kind: 'trust-region', ...trustRegionDefaults },
  build: ({ kind: _, ...options }) => trustRegionUpdate(options),
}

import type { MaxKlOptions, StatewiseProblem, UpdateRule } from '@trpo/core'
import { real } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'
import { backtrackRatio, maxBacktracks, maxKl } from './line-search.ts'

/** The step under a bound on the KL of every sampled state. */
export interface MaxKlConfig extends MaxKlOptions {
  readonly kind: 'max-kl'
}

/** The constraint of Eq 11 on the sampled states, an ablation of section 8.1. */
export const maxKlKind: Kind<MaxKlConfig, unknown, Promise<UpdateRule<StatewiseProblem>>> = {
  kind: 'max-kl',
  fields: {
    maxKl,
    damping: real({ minimum: 0, maximum: 1000 }, "c, added to the diagonal of every state's Fisher matrix."),
    tolerance: real(
      { exclusiveMinimum: 0, exclusiveMaximum: 1 },
      'The relative duality gap and residual at which the direction is exact enough.',
    ),
    backtrackRatio,
    maxBacktracks,
  },
  defaults: { kind: 'max-kl', maxKl: 0.01, damping: 0, tolerance: 1e-8, backtrackRatio: 0.8, maxBacktracks: 15 },
  build: async ({ kind: _, ...options }) => (await import('../on-demand/max-kl.ts')).maxKlUpdate(options),
}

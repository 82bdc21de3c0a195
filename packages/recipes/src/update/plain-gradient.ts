import type { PlainGradientOptions, UpdateRule } from '@trpo/core'
import { real } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'

/** The plain gradient step of Eq 18. */
export interface PlainGradientConfig extends PlainGradientOptions {
  readonly kind: 'plain-gradient'
}

/** The policy gradient as a trust region in the parameters themselves (Eq 18). */
export const plainGradient: Kind<PlainGradientConfig, unknown, Promise<UpdateRule>> = {
  kind: 'plain-gradient',
  fields: {
    delta: real(
      { exclusiveMinimum: 0, maximum: 1e9 },
      'delta of Eq 18: half the square of the length of a step in the parameters.',
    ),
  },
  defaults: { kind: 'plain-gradient', delta: 0.01 },
  build: async ({ kind: _, ...options }) => (await import('../on-demand/ablations.ts')).plainGradientUpdate(options),
}

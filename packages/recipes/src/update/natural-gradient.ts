import type { NaturalGradientOptions, UpdateRule } from '@trpo/core'
import { real } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'
import { cgIterations, cgTolerance, damping } from './conjugate-gradient.ts'

/** The natural gradient step of Eq 17. */
export interface NaturalGradientConfig extends Required<NaturalGradientOptions> {
  readonly kind: 'natural-gradient'
}

/** A fixed penalty in place of the constraint (Eq 17), an ablation of section 8.1. */
export const naturalGradient: Kind<NaturalGradientConfig, unknown, Promise<UpdateRule>> = {
  kind: 'natural-gradient',
  fields: {
    lambda: real(
      { exclusiveMinimum: 0, maximum: 1e9 },
      'lambda of Eq 17: the step is 1 / lambda times the natural gradient.',
    ),
    damping,
    cgIterations,
    cgTolerance,
  },
  defaults: { kind: 'natural-gradient', lambda: 10, damping: 0.05, cgIterations: 10, cgTolerance: 1e-10 },
  build: async ({ kind: _, ...options }) => (await import('../on-demand/ablations.ts')).naturalGradientUpdate(options),
}

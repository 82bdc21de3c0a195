import type { GaussNewtonFitSettings, ValueFit } from '@trpo/core'
import { real, whole } from '../../kinds/field-schema.ts'
import type { Kind } from '../../kinds/kind.ts'

/** Gauss-Newton steps over all rows. */
export interface GaussNewtonConfig extends GaussNewtonFitSettings {
  readonly kind: 'gauss-newton'
}

/** The fit by conjugate gradient over shards, for large batches. */
export const gaussNewton: Kind<GaussNewtonConfig, undefined, Promise<ValueFit>> = {
  kind: 'gauss-newton',
  fields: {
    steps: whole(1, 1000, 'Gauss-Newton steps in an iteration.'),
    products: whole(1, 1000, 'Products of conjugate gradient in a step.'),
    leastDamping: real({ exclusiveMinimum: 0, maximum: 1000 }, 'The least damping of a step; it adapts itself above.'),
  },
  defaults: { kind: 'gauss-newton', steps: 2, products: 10, leastDamping: 0.01 },
  build: async ({ kind: _, ...options }) => (await import('../../on-demand/value-network.ts')).gaussNewtonFit(options),
}

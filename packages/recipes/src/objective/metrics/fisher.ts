import { FISHER_STRIDE, fisher, type Metric } from '@trpo/core'
import type { PathBatch } from '@trpo/samplers'
import { whole } from '../../config/field-schema.ts'
import type { Kind } from '../../config/kind.ts'
import { MAX_COUNT } from '../../config/ranges.ts'

/** The Fisher matrix over a part of the states. */
export interface FisherConfig {
  readonly kind: 'fisher'
  /** Every n-th state counts. */
  readonly stride: number
}

/** The analytic Fisher matrix of appendix C.1. */
export const fisherKind: Kind<FisherConfig, undefined, Metric<PathBatch>> = {
  kind: 'fisher',
  fields: {
    stride: whole(
      1,
      MAX_COUNT,
      'The Fisher product uses every n-th sample only: 10 for the 10% of appendix C, 1 for all.',
    ),
  },
  defaults: { kind: 'fisher', stride: FISHER_STRIDE },
  build: ({ stride }) => fisher(stride),
}

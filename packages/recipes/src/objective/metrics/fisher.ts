import { FISHER_STRIDE, fisher, type Metric } from '@trpo/core'
import type { Batch } from '@trpo/samplers'
import type { Kind } from '../../kinds/kind.ts'
import { stride } from './stride.ts'

/** The Fisher matrix over a part of the states. */
export interface FisherConfig {
  readonly kind: 'fisher'
  /** Every n-th state counts. */
  readonly stride: number
}

/** The analytic Fisher matrix of appendix C.1. */
export const fisherKind: Kind<FisherConfig, undefined, Metric<Batch>> = {
  kind: 'fisher',
  fields: { stride },
  defaults: { kind: 'fisher', stride: FISHER_STRIDE },
  build: (config) => fisher(config.stride),
}

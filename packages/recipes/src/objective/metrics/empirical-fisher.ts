import { FISHER_STRIDE, type Metric } from '@trpo/core'
import type { Batch } from '@trpo/samplers'
import type { Kind } from '../../kinds/kind.ts'
import { stride } from './stride.ts'

/** The covariance of the scores of the actions that were taken. */
export interface EmpiricalFisherConfig {
  readonly kind: 'empirical-fisher'
  /** Every n-th state counts. */
  readonly stride: number
}

/** The empirical Fisher matrix, an ablation of section 8.1. */
export const empiricalFisherKind: Kind<EmpiricalFisherConfig, undefined, Promise<Metric<Batch>>> = {
  kind: 'empirical-fisher',
  fields: { stride },
  defaults: { kind: 'empirical-fisher', stride: FISHER_STRIDE },
  build: async (config) => (await import('../../on-demand/ablations.ts')).empiricalFisher(config.stride),
}

import { type PathBatch, type SamplingProcedure, singlePath } from '@trpo/samplers'
import { whole } from '../config/field-schema.ts'
import { buildKind, type Kind } from '../config/kind.ts'
import { type QuotaConfig, quotaSchema, quotas } from './quota.ts'

/** Section 5.1: paths of the policy itself. */
export interface SinglePathConfig {
  readonly kind: 'single-path'
  /** Environments stepped together. */
  readonly lanes: number
  /** What an iteration samples. */
  readonly quota: QuotaConfig
}

/** The single path procedure of section 5.1. */
export const singlePathKind: Kind<SinglePathConfig, undefined, SamplingProcedure<PathBatch>> = {
  kind: 'single-path',
  fields: {
    lanes: whole(1, 65_536, 'Environments stepped together. Part of the experiment: another number gives other bits.'),
    quota: quotaSchema,
  },
  defaults: { kind: 'single-path', lanes: 12, quota: { unit: 'steps', perIteration: 5000, episodes: 'fresh' } },
  build: ({ lanes, quota }) => singlePath({ lanes, ...buildKind(quotas, 'unit', quota, undefined) }),
}

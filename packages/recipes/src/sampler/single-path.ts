import type { EnvironmentSpec, Lanes } from '@trpo/envs'
import { type PathBatch, singlePath } from '@trpo/samplers'
import { buildKind, type Kind } from '../kinds/kind.ts'
import type { Sampling } from './amount.ts'
import { lanes } from './lanes.ts'
import { type QuotaConfig, quotaSchema, quotas } from './quota.ts'

/** Samples paths of the policy itself (section 5.1). */
export interface SinglePathConfig {
  readonly kind: 'single-path'
  /** The number of environments stepped together. */
  readonly lanes: number
  /** How much an iteration samples. */
  readonly quota: QuotaConfig
}

/** The single path procedure of section 5.1. */
export const singlePathKind: Kind<SinglePathConfig, EnvironmentSpec, Sampling<PathBatch, Lanes>> = {
  kind: 'single-path',
  fields: { lanes, quota: quotaSchema },
  defaults: { kind: 'single-path', lanes: 12, quota: { unit: 'steps', perIteration: 5000, episodes: 'fresh' } },
  build({ lanes: count, quota }, spec) {
    const { settings, amount, noteWhereCut: note } = buildKind(quotas, 'unit', quota, { spec, lanes: count })
    const procedure = singlePath({ lanes: count, ...settings })
    const resumesEpisodes = procedure.firstOpen !== undefined
    return { procedure, amount: resumesEpisodes || note === undefined ? amount : { ...amount, note } }
  },
}

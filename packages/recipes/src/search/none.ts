import type { SectionKind } from '../kinds/kind.ts'

/** No advantages: a search looks at whole returns. */
export interface NoEstimatorConfig {
  readonly kind: 'none'
}

/** The estimator of a search, which needs none. */
export const noEstimator: SectionKind<NoEstimatorConfig> = { kind: 'none', fields: {}, defaults: { kind: 'none' } }

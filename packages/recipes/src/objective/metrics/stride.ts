import { FISHER_STRIDE, type Metric } from '@trpo/core'
import type { Batch } from '@trpo/samplers'
import { type FieldOf, whole } from '../../kinds/field-schema.ts'
import type { Kind, Loaded } from '../../kinds/kind.ts'
import { MAX_COUNT } from '../../kinds/ranges.ts'

/** A metric that is a mean over states, of which a config says only how many of them count. */
export interface StrideConfig<K extends string> {
  readonly kind: K
  /** Every n-th state counts. */
  readonly stride: number
}

const stride: FieldOf<number> = whole(
  1,
  MAX_COUNT,
  'The Fisher product uses only every n-th sample: 10 gives the 10% of appendix C, and 1 takes all.',
)

/** The kind of such a metric. */
export type StrideKind<K extends string> = Kind<StrideConfig<K>, undefined, Loaded<Metric<Batch>>>

/** Makes the kind of such a metric. */
export function strideKind<K extends string>(kind: K, build: (stride: number) => Loaded<Metric<Batch>>): StrideKind<K> {
  return {
    kind,
    fields: { stride },
    defaults: { kind, stride: FISHER_STRIDE },
    build: (config) => build(config.stride),
  }
}

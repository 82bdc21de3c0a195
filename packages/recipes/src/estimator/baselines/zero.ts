import { type Baseline, zeroBaseline } from '@trpo/core'
import type { EnvironmentSpec } from '@trpo/envs'
import type { Kind } from '../../kinds/kind.ts'

/** No baseline: nothing is subtracted. */
export interface ZeroConfig {
  readonly kind: 'zero'
}

/** The baseline that leaves returns as they are. */
export const zero: Kind<ZeroConfig, EnvironmentSpec, Baseline> = {
  kind: 'zero',
  fields: {},
  defaults: { kind: 'zero' },
  build: () => zeroBaseline(),
}

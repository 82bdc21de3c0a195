import { meanKl } from '@trpo/core'
import type { ConstraintKind } from './constraint-kind.ts'

/** The constraint of Eq 12 and 14. */
export const meanKlKind: ConstraintKind<'mean-kl'> = {
  kind: 'mean-kl',
  description: 'the mean over the states (Eq 12)',
  build: meanKl,
}

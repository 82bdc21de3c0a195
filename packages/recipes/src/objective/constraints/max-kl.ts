import { maxKl } from '@trpo/core'
import type { ConstraintKind } from './constraint-kind.ts'

/** The constraint of Eq 11, over the states that were sampled. */
export const maxKlKind: ConstraintKind<'max-kl'> = {
  kind: 'max-kl',
  description: 'the greatest of all sampled states (Eq 11), to which only the line search holds a step',
  build: maxKl,
}

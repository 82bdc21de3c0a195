import type { DivergenceConstraint } from '@trpo/core'

/** A constraint that a config may name. As it has no settings, the config holds its name alone. */
export interface ConstraintKind<K extends string = string> {
  /** Its name in a config. */
  readonly kind: K
  /** A description that follows its name in a list of all constraints. */
  readonly description: string
  /** Builds the constraint. */
  build(): DivergenceConstraint
}

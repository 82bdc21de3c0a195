import type { DivergenceConstraint } from '@trpo/core'

/** A constraint that a config may name. It has no settings, so that its name alone stands in the config. */
export interface ConstraintKind<K extends string = string> {
  /** What a config calls it. */
  readonly kind: K
  /** What it is, to follow its name in a list of all. */
  readonly description: string
  /** The constraint. */
  build(): DivergenceConstraint
}

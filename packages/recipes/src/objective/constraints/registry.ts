import type { DivergenceConstraint } from '@trpo/core'
import { choice, type FieldOf } from '../../kinds/field-schema.ts'
import type { ConstraintKind } from './constraint-kind.ts'
import { maxKlKind } from './max-kl.ts'
import { meanKlKind } from './mean-kl.ts'

/** What a config may say of the constraint. */
export type ConstraintConfig = 'mean-kl' | 'max-kl'

/** The constraints, by name. A new one is a file of its own, a line here and its name above. */
const constraints: readonly ConstraintKind<ConstraintConfig>[] = [meanKlKind, maxKlKind]

/** What a config may say of the constraint. */
export const constraintSchema: FieldOf<ConstraintConfig> = choice(
  constraints.map(({ kind }) => kind),
  `The divergence that bounds a step: ${constraints.map(({ kind, description }) => `${kind}, ${description}`).join('; ')}.`,
)

/** The constraint of that name. Throws an Error when there is none. */
export function buildConstraint(kind: ConstraintConfig): DivergenceConstraint {
  const found = constraints.find((candidate) => candidate.kind === kind)
  if (found === undefined)
    throw new Error(`constraint is ${String(kind)}; expected ${constraints.map((one) => one.kind).join(' or ')}`)
  return found.build()
}

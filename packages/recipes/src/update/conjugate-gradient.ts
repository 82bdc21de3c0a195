import { type FieldOf, real, whole } from '../kinds/field-schema.ts'

/** The absolute part of the damping: the same field for every rule that solves with A. */
export const damping: FieldOf<number> = real(
  { minimum: 0, maximum: 1000 },
  'The absolute part of c in (A + cI)x = g, what conjugate gradient solves.',
)

/** How often A is applied: the same field for every rule that solves with A. */
export const cgIterations: FieldOf<number> = whole(
  1,
  1000,
  'Fisher products that conjugate gradient takes at most (appendix C: 10).',
)

/** When conjugate gradient is done: the same field for every rule that solves with A. */
export const cgTolerance: FieldOf<number> = real(
  { minimum: 0, exclusiveMaximum: 1 },
  'Conjugate gradient stops when |r| <= cgTolerance |g|.',
)

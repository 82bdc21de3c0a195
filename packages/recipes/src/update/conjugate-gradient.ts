import { type FieldOf, real, whole } from '../kinds/field-schema.ts'

/** The absolute part of the damping: the same field for every rule that solves with A. */
export const damping: FieldOf<number> = real(
  { minimum: 0, maximum: 1000 },
  'The absolute part of the damping c, which is added to the diagonal of the Fisher matrix, as in (A + cI)x = g; max-kl adds it to the matrix of every state.',
)

/** How often A is applied at most: the same field for every rule that solves with A. */
export const cgIterations: FieldOf<number> = whole(
  1,
  1000,
  'The greatest number of Fisher products that conjugate gradient takes (appendix C: 10).',
)

/** When conjugate gradient is done: the same field for every rule that solves with A. */
export const cgTolerance: FieldOf<number> = real(
  { minimum: 0, exclusiveMaximum: 1 },
  'Conjugate gradient stops when |r| <= cgTolerance |g|.',
)

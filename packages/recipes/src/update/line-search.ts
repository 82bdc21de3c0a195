import { type FieldOf, real, realOr, whole } from '../kinds/field-schema.ts'

/** delta: the same field for every rule that holds a step to a bound. */
export const maxKl: FieldOf<number> = real(
  { exclusiveMinimum: 0, maximum: 1000 },
  'delta, the bound on the KL divergence of a step, as the constraint measures it, in nats (Eq 14).',
)

/** How a step shrinks: the same field for every rule that searches along a line. */
export const backtrackRatio: FieldOf<number | 'fitted'> = realOr(
  { exclusiveMinimum: 0, exclusiveMaximum: 1 },
  'fitted',
  'The factor by which the line search shrinks the step after each failed trial; fitted chooses it by the KL divergence of that trial.',
)

/** How often a step shrinks: the same field for every rule that searches along a line. */
export const maxBacktracks: FieldOf<number> = whole(
  0,
  1000,
  'The greatest number of trials of the line search after the full step.',
)

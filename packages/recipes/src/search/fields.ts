import { type FieldOf, orNull, real, whole } from '../kinds/field-schema.ts'

/** The number of candidates of an iteration: the same field for every method. */
export const population: FieldOf<number | null> = orNull(
  whole(3, 1_000_000),
  'The number of candidates of an iteration. null takes the default of the method: 100 for CEM, 50 for RWR, and 4 + floor(3 ln n) for CMA-ES on n parameters.',
)

/** The spread of methods whose coordinates are independent. */
export const initialStd: FieldOf<number> = real(
  { exclusiveMinimum: 0, maximum: 1e6 },
  'The standard deviation of every parameter of the first candidates.',
)

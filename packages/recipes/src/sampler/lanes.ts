import { type FieldOf, whole } from '../kinds/field-schema.ts'

/** The number of environments stepped together: the same field for every sampler. */
export const lanes: FieldOf<number> = whole(
  1,
  65_536,
  'The number of environments stepped together. It is part of the experiment: another number gives other bits.',
)
